FROM eclipse-temurin:21.0.5_11-jre
COPY app.jar /app.jar
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=3s --start-period=30s --retries=3 \
    CMD bash -c '</dev/tcp/127.0.0.1/8080' || exit 1
CMD ["java", "-jar", "/app.jar"]
