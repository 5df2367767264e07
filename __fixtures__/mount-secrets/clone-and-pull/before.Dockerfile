FROM debian:12.9
ARG GIT_USER
ARG GIT_PASSWORD
RUN git clone "https://$GIT_USER:$GIT_PASSWORD@git.example.com/team/app.git" /src/app && cd /src/app && git submodule update --init
WORKDIR /src/app
RUN git fetch --tags && git checkout v2
RUN git clone https://github.com/team/open.git /src/open
