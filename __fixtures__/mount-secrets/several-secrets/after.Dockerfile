# syntax=docker/dockerfile:1
FROM maven:3.9.9-eclipse-temurin-21 AS build
ARG REPO_USER
WORKDIR /app
COPY . .
RUN --mount=type=secret,id=repo_password \
    --mount=type=secret,id=artifact_token \
    export ARTIFACT_TOKEN="$(cat /run/secrets/artifact_token)" && \
    mvn -B package -Drepo.user=$REPO_USER -Drepo.password=$(cat /run/secrets/repo_password) && curl -fsS -H "X-Api: $ARTIFACT_TOKEN" -T target/app.jar https://repo.example.com/

FROM eclipse-temurin:21-jre
COPY --from=build /app/target/app.jar /app.jar
CMD ["java", "-jar", "/app.jar"]
