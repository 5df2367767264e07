FROM node:22.11.0
RUN git clone https://deployer:Tr0ub4dor-3@git.example.com/team/site.git /app
WORKDIR /app
RUN npm ci
CMD ["node", "server.js"]
