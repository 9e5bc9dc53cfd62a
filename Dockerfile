FROM node:20-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
RUN npm run build && find dist -name '*.map' -delete

FROM node:20-slim
ENV NODE_ENV=production \
    HOST=0.0.0.0 \
    PORT=4000 \
    ALLEGIANCE_DATA=/data
WORKDIR /app
COPY --from=build /app/package.json ./
# The build contains all libraries but this one, which has native code.
COPY --from=build /app/node_modules/@grafeo-db ./node_modules/@grafeo-db
COPY --from=build /app/dist ./dist
COPY --from=build /app/schema/operations ./schema/operations
COPY --from=build /app/seed ./seed
COPY --from=build /app/mappings ./mappings
COPY --from=build /app/src/reading/triggers.yaml ./src/reading/triggers.yaml
COPY --from=build /app/src/reading/countries.yaml ./src/reading/countries.yaml
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 4000
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/health`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "--max-semi-space-size=32", "dist/server/main.js"]
