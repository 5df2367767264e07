# syntax=docker/dockerfile:1
FROM node:22.11.0
RUN --mount=type=secret,id=git_example_com_password,required=true \
    git -c "url.https://deployer:$(cat /run/secrets/git_example_com_password)@git.example.com/.insteadOf=https://git.example.com/" clone https://git.example.com/team/site.git /app
WORKDIR /app
RUN npm ci
CMD ["node", "server.js"]
