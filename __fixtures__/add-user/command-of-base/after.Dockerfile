FROM tomcat:10.1.34-jre21
RUN groupadd -r -g 1001 appuser && useradd -r -m -u 1001 -g appuser appuser
COPY --chown=appuser:appuser target/app.war /usr/local/tomcat/webapps/
RUN chown -R appuser:appuser /usr/local/tomcat/webapps /usr/local/tomcat/conf
USER appuser
