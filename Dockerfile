# The browser's libraries, from npm.
FROM node:20-bookworm-slim AS scripts
WORKDIR /src
COPY package.json package-lock.json ./
COPY build/codemirror.js build/
RUN npm ci --ignore-scripts --no-audit --no-fund && npm run bundle

# The portal.
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /src
COPY global.json Directory.Build.props Directory.Packages.props .editorconfig package.json package-lock.json appsettings.json THIRD-PARTY-NOTICES ./
COPY build/codemirror.js build/
COPY wwwroot/ wwwroot/
COPY src/ src/
COPY --from=scripts /src/node_modules/ node_modules/
# Newer than package-lock.json, so that the build takes the libraries as they are and asks for no npm.
RUN touch node_modules/.package-lock.json node_modules/.bundles/codemirror.js
RUN dotnet restore src/Backtester.Blazor/Backtester.Blazor.csproj --locked-mode
# The suite has judged the code; an image need not do it again.
RUN dotnet publish src/Backtester.Blazor/Backtester.Blazor.csproj -c Release --no-restore -p:RunAnalyzers=false -o /app

# What runs: no SDK, no node, no root.
FROM mcr.microsoft.com/dotnet/aspnet:10.0
RUN apt-get update && apt-get install -y --no-install-recommends libsqlite3-0 && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY --from=build /app/ ./
ENV BACKTESTER__URLS=http://+:8080 \
    BACKTESTER__DATADIRECTORY=/data
RUN mkdir /data && chown $APP_UID /data
VOLUME /data
EXPOSE 8080
USER $APP_UID
# The image has no curl; bash opens the connection itself.
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 \
    CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/8080 && printf 'GET /health/live HTTP/1.0\\r\\nHost: localhost\\r\\n\\r\\n' >&3 && head -n 1 <&3 | grep -q ' 200 '"]
ENTRYPOINT ["dotnet", "backtester.dll"]
