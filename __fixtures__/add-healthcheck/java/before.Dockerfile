FROM eclipse-temurin:21.0.5_11-jre
COPY app.jar /app.jar
EXPOSE 8080
CMD ["java", "-jar", "/app.jar"]
