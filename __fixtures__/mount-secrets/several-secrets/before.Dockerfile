FROM maven:3.9.9-eclipse-temurin-21 AS build
ARG REPO_USER
ARG REPO_PASSWORD
ARG ARTIFACT_TOKEN
WORKDIR /app
COPY . .
RUN mvn -B package -Drepo.user=$REPO_USER -Drepo.password=$REPO_PASSWORD && curl -fsS -H "X-Api: $ARTIFACT_TOKEN" -T target/app.jar https://repo.example.com/

FROM eclipse-temurin:21-jre
COPY --from=build /app/target/app.jar /app.jar
CMD ["java", "-jar", "/app.jar"]
