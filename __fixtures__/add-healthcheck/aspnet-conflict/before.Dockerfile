FROM mcr.microsoft.com/dotnet/aspnet:8.0-alpine
WORKDIR /app
COPY out .
EXPOSE 80
ENTRYPOINT ["dotnet", "app.dll"]
