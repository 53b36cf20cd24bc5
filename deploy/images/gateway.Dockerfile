# The gateway with the UI in it: docker build -f deploy/images/gateway.Dockerfile -t stammkunde/gateway .
FROM node:24-slim AS ui
WORKDIR /ui
COPY ui/package.json ui/package-lock.json ./
RUN npm ci
COPY ui ./
RUN npm run build

FROM caddy:2.11
COPY deploy/gateway/Caddyfile /etc/caddy/Caddyfile
COPY --from=ui /ui/dist /srv/ui
ENV UI_ROOT=/srv/ui GATEWAY_ADDRESS=http://:8080
EXPOSE 8080
