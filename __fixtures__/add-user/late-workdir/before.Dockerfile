FROM maven:3.9.9-eclipse-temurin-21
COPY . /build
RUN mvn -f /build package
WORKDIR /build/target
CMD ["java", "-jar", "app.jar"]
