FROM mcr.microsoft.com/dotnet/sdk:8.0 AS build
ARG NUGET_USER
ARG NUGET_TOKEN
WORKDIR /src
RUN dotnet nuget add source https://nuget.example.com/v3/index.json -n Private -u $NUGET_USER -p $NUGET_TOKEN --store-password-in-clear-text
COPY *.csproj ./
RUN dotnet restore
COPY . .
RUN dotnet publish -c Release -o /out --no-restore

FROM mcr.microsoft.com/dotnet/aspnet:8.0
COPY --from=build /out /app
ENTRYPOINT ["dotnet", "/app/App.dll"]
