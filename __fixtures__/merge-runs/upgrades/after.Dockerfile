FROM rockylinux:9.3
RUN yum -y update && \
    yum -y install foo-1.0 && \
    yum -y update && \
    yum clean all
FROM rockylinux:9.3
RUN yum clean all && \
    yum -y install \
        a \
        foo-1.0 \
    && yum -y install foo \
    && yum clean all
