FROM mcr.microsoft.com/dotnet/sdk AS build
RUN dotnet publish -o /app

FROM mcr.microsoft.com/dotnet/aspnet:latest
COPY --from=build /app /app
CMD ["/app/shop"]
