FROM eclipse-temurin:21.0.5_11-jre
WORKDIR /opt/server
RUN curl -fsSL https://example.com/server.tar.gz -o /tmp/s.tar.gz && tar -xzf /tmp/s.tar.gz
CMD ["java", "-jar", "server.jar"]
