FROM eclipse-temurin:21.0.5_11-jre
ENTRYPOINT ["java", "-Djava.security.egd=file:/dev/urandom"]
