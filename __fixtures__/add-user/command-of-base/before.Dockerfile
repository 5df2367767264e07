FROM tomcat:10.1.34-jre21
COPY target/app.war /usr/local/tomcat/webapps/
