FROM centos:7
RUN yum install -y epel-release
RUN yum install -y htop
RUN yum install -y jq
