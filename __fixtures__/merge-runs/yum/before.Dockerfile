FROM rockylinux:9.3
RUN yum install -y httpd
RUN yum install -y php && yum clean all
