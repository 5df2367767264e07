FROM mcr.microsoft.com/windows/servercore:ltsc2022
ARG API_TOKEN
RUN curl -H "X: %API_TOKEN%" https://example.com
