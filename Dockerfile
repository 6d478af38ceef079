# syntax=docker/dockerfile:1
# One image for web, worker and migrations; docker-compose.yml says which command each runs.
FROM node:24-slim AS build
WORKDIR /bijeen
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev
COPY . .
RUN node tools/build.mjs

FROM node:24-slim
ENV NODE_ENV=production
WORKDIR /bijeen
COPY --from=build /bijeen/package.json ./
COPY --from=build /bijeen/node_modules ./node_modules
COPY --from=build /bijeen/dist ./dist
COPY LICENSE ./
USER node
EXPOSE 3000
CMD ["node", "dist/apps/web/src/main.js"]
