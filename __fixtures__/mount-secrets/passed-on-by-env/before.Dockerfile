FROM mcr.microsoft.com/dotnet/sdk:8.0 AS build
ARG GITHUB_USER
ARG GITHUB_TOKEN
ENV GITHUB_USER=$GITHUB_USER \
    GITHUB_TOKEN=$GITHUB_TOKEN \
    DOTNET_NOLOGO=1
WORKDIR /src
COPY nuget.config *.csproj ./
RUN dotnet restore
COPY . .
RUN dotnet publish -c Release -o /out

FROM mcr.microsoft.com/dotnet/aspnet:8.0
COPY --from=build /out /app
ENTRYPOINT ["dotnet", "/app/App.dll"]
