# Postgres is another service (docker-compose.yml), so the optional packages stay out: the embedded Postgres, and Node itself.
FROM node:26-slim AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm install --omit=dev --omit=optional --ignore-scripts

FROM node:26-slim
ENV MIADI_MODE=production
WORKDIR /app
COPY --from=packages /app/node_modules ./node_modules
COPY package.json main.ts assemble.ts development.ts health.ts ./
COPY core ./core
COPY flows ./flows
COPY bot ./bot
COPY webhooks ./webhooks
COPY dashboard ./dashboard
COPY emulators ./emulators
COPY scripts ./scripts
# With VAULT_KEY and DATABASE_URL set nothing is kept there, but it is made at start.
RUN mkdir .miadi && chown node:node .miadi
USER node
EXPOSE 3000
# Here and below as npm start has them (docs/operations.md).
ENV MALLOC_ARENA_MAX=1
ENV MALLOC_MMAP_THRESHOLD_=32768
ENV MALLOC_TRIM_THRESHOLD_=262144
ENV NODE_COMPILE_CACHE=/tmp/compiled
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT || 3000}/readyz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--max-old-space-size=512", "--max-semi-space-size=16", "--heap-growing-percent=50", "--no-allocation-site-pretenuring", "main.ts"]
