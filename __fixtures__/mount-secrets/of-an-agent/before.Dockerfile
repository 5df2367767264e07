FROM node:22.11.0
ARG NPM_TOKEN
RUN npm install -g lerna && printf "_authToken=${NPM_TOKEN}" >> /root/.npmrc
CMD ["/bin/bash"]
