FROM node:22.11.0
CMD node server.js --name "a \"b\" c" 'd e' --path=C:\\x
