export type Manager = "apt" | "apk" | "dnf" | "zypper" | "pacman";
