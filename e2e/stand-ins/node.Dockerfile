# The machine's own Node and npm, which run the tests as well.
FROM dockshift-e2e/debian
COPY node /usr/local/bin/node
COPY npm /usr/local/lib/node_modules/npm
RUN ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm \
    && ln -s ../lib/node_modules/npm/bin/npx-cli.js /usr/local/bin/npx \
    && useradd --create-home --uid 1000 node \
    && node --version && npm --version
ENV NPM_CONFIG_UPDATE_NOTIFIER=false
ENV NODE_EXTRA_CA_CERTS=/etc/ssl/machine.crt
CMD ["node"]
