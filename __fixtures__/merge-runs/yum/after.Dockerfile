FROM rockylinux:9.3
RUN yum install -y \
        httpd \
        php \
    && yum clean all
