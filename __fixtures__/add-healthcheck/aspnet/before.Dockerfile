FROM mcr.microsoft.com/dotnet/aspnet:8.0-alpine
WORKDIR /app
COPY out .
ENTRYPOINT ["dotnet", "app.dll"]
