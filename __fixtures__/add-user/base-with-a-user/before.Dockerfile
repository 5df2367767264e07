FROM jenkins/jenkins:2.479-lts
USER root
RUN apt-get update && apt-get install -y make && rm -rf /var/lib/apt/lists/*
ENTRYPOINT ["java", "-jar", "/usr/share/jenkins/jenkins.war"]
