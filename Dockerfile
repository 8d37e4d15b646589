# The program and its page are built in the first stage; the second has what runs, and no compiler.
FROM node:22-bookworm-slim AS build
WORKDIR /kutip
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY src src
COPY commands commands
RUN npm run build && npm ci --omit=dev

FROM node:22-bookworm-slim
WORKDIR /kutip
# The last two: in a small machine, memory matters more than what its collection takes.
ENV NODE_ENV=production KUTIP_HOST=0.0.0.0 KUTIP_DATA_DIR=/data MALLOC_ARENA_MAX=2 MALLOC_TRIM_THRESHOLD_=65536 MALLOC_MMAP_THRESHOLD_=65536 NODE_OPTIONS=--max-semi-space-size=2
COPY --from=build /kutip/node_modules node_modules
COPY --from=build /kutip/dist dist
COPY package.json ./
COPY knowledge knowledge
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 3000
HEALTHCHECK --start-period=60s CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.KUTIP_PORT || 3000}/healthz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# Not by npm, so that the signal that stops the container reaches the program itself.
CMD ["node", "dist/main.js"]
