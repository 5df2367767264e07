# syntax=docker/dockerfile:1
FROM mcr.microsoft.com/dotnet/sdk:8.0 AS build
ARG NUGET_USER
WORKDIR /src
COPY *.csproj ./
RUN --mount=type=secret,id=nuget_token \
    dotnet nuget add source https://nuget.example.com/v3/index.json -n Private -u $NUGET_USER -p $(cat /run/secrets/nuget_token) --store-password-in-clear-text && \
    dotnet restore && \
    dotnet nuget remove source Private
COPY . .
RUN dotnet publish -c Release -o /out --no-restore

FROM mcr.microsoft.com/dotnet/aspnet:8.0
COPY --from=build /out /app
ENTRYPOINT ["dotnet", "/app/App.dll"]
