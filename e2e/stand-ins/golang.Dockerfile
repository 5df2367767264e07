# The machine's own Go.
FROM dockshift-e2e/debian
COPY go /usr/local/go
ENV GOPATH=/go
ENV GOTOOLCHAIN=local
ENV PATH=/go/bin:/usr/local/go/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
WORKDIR /go
CMD ["bash"]
