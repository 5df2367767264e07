# What distroless/static holds: users, certificates and no program.
FROM dockshift-e2e/debian AS files
RUN mkdir -p /files/etc/ssl/certs /files/root /files/home/nonroot /files/tmp /files/var/tmp \
    && chmod 1777 /files/tmp /files/var/tmp \
    && chmod 700 /files/root /files/home/nonroot \
    && chown 65532:65532 /files/home/nonroot \
    && cp /etc/ssl/machine.crt /files/etc/ssl/certs/ca-certificates.crt \
    && printf 'root:x:0:0:root:/root:/sbin/nologin\nnobody:x:65534:65534:nobody:/nonexistent:/sbin/nologin\nnonroot:x:65532:65532:nonroot:/home/nonroot:/sbin/nologin\n' >/files/etc/passwd \
    && printf 'root:x:0:\nnobody:x:65534:\ntty:x:5:\nstaff:x:50:\nnonroot:x:65532:\n' >/files/etc/group

FROM scratch
COPY --from=files /files /
ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
ENV SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt
USER 0
WORKDIR /
