FROM rockylinux:9.3
RUN yum -y update
RUN yum -y install foo-1.0
RUN yum -y update
FROM rockylinux:9.3
RUN yum clean all
RUN yum -y install a
RUN yum -y install foo-1.0
RUN yum -y install foo
