/** What a script calls to do what nobody else may, or to become somebody else. */
export const ONLY_ROOT: ReadonlySet<string> = new Set([
  "chown", "chgrp", "apt-get", "apt", "apk", "yum", "dnf", "microdnf", "useradd", "adduser", "groupadd", "addgroup", "usermod", "groupmod",
  "userdel", "deluser", "passwd", "chpasswd", "update-ca-certificates", "ldconfig", "setcap", "dpkg-reconfigure", "update-alternatives",
  "localedef", "locale-gen", "a2enmod", "a2ensite", "a2dissite", "rc-service", "rc-update", "crontab", "invoke-rc.d", "update-rc.d",
]); // prettier-ignore

export const OWN_USER = "starts as root and then runs as a user of its own";
const SERVES_ROOT = "works for other users and needs root";

/** Programs that do not start as anybody else, or are not set up for it in their packages. */
export const ROOT_PROGRAMS: ReadonlyMap<string, string> = new Map([
  ...["nginx", "httpd", "apache2", "apache2ctl", "apachectl", "apache2-foreground", "httpd-foreground", "php-fpm", "postgres", "mongod", "mysqld_safe", "rabbitmq-server", "haproxy", "squid",
    "varnishd", "named", "dnsmasq", "unbound", "memcached", "redis-server", "exim", "exim4", "postfix", "dovecot", "slapd", "tor", "openresty", "caddy", "vsftpd", "proftpd", "pure-ftpd",
  ].map((name) => [name, OWN_USER] as const),
  ...["gosu", "su-exec", "su", "sudo", "setpriv", "chpst", "runuser", "setuidgid", "s6-setuidgid", "start-stop-daemon", "chroot", "unshare", "nsenter"].map((name) => [name, "changes the user itself"] as const),
  ...["sshd", "cron", "crond", "anacron", "atd", "login", "in.tftpd", "xinetd", "smbd", "nmbd", "rpcbind", "nfsd", "rpc.nfsd", "cupsd", "rsyslogd", "syslog-ng", "syslogd", "dockerd", "dockerd-entrypoint.sh", "containerd", "podman", "buildkitd"].map(
    (name) => [name, SERVES_ROOT] as const,
  ),
  ...["init", "systemd", "openrc-init", "supervisord", "s6-svscan", "runsvdir", "runsvdir-start", "runit", "my_init", "monit", "circusd", "service", "systemctl", "entry", "s6-overlay"].map(
    (name) => [name, "starts services, which may need root"] as const,
  ),
  ...["mount", "umount", "iptables", "ip6tables", "nft", "sysctl", "modprobe", "insmod", "tcpdump", "tshark", "nmap", "arping", "openvpn", "wg", "wg-quick", "ipsec", "charon", "strongswan", "pppd", "xl2tpd", "hostapd", "keepalived", "bird", "frr", "zebra", "fail2ban-server", "chronyd", "ntpd"].map(
    (name) => [name, "needs rights of root"] as const,
  ),
]); // prettier-ignore
