FROM debian:12.9
RUN rm /bin/sh && ln -s /bin/bash /bin/sh
RUN test "$HOME" == /root && [ a == a ]
FROM debian:12.9
RUN update-alternatives --install /bin/sh sh /bin/bash 1
RUN mkdir -p /a
