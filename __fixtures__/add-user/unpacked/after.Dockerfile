FROM eclipse-temurin:21.0.5_11-jre
WORKDIR /opt/server
RUN groupadd -r -g 1001 appuser && \
    useradd -r -m -u 1001 -g appuser appuser && \
    chown appuser:appuser /opt/server
RUN curl -fsSL https://example.com/server.tar.gz -o /tmp/s.tar.gz && tar -xzf /tmp/s.tar.gz
RUN chown -R appuser:appuser /opt/server
USER appuser
CMD ["java", "-jar", "server.jar"]
