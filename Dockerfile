# Not run where this was written (no Docker there); the steps are those of .ci/run and CONTRIBUTING.md. Please report.
FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
# Optional packages are the embedded PostgreSQL and a second Node: for development only.
RUN npm ci --omit=optional --ignore-scripts
COPY tsconfig.json nest-cli.json ./
COPY src src
COPY migrations migrations
RUN node node_modules/@nestjs/cli/bin/nest.js build && npm prune --omit=dev --omit=optional --ignore-scripts

FROM node:24-bookworm-slim
# Both optional: pictures of videos, and the better walls around decoders (docs/evidence.md).
RUN apt-get update && apt-get install -y --no-install-recommends ffmpeg bubblewrap && rm -rf /var/lib/apt/lists/*
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY policies policies
COPY help help
COPY openapi.yaml LICENSE ./
USER node
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=4s --start-period=20s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/health/ready').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# Migrations are a command of their own: docker run IMAGE node dist/src/migrate.js
CMD ["node", "dist/src/main.js"]
