FROM maven:3.9.9-eclipse-temurin-21
RUN groupadd -r -g 1001 appuser && useradd -r -m -u 1001 -g appuser appuser
COPY --chown=appuser:appuser . /build
RUN mvn -f /build package
WORKDIR /build/target
RUN chown appuser:appuser /build/target
USER appuser
CMD ["java", "-jar", "app.jar"]
