FROM node:22.11.0
COPY --from=node:22.11.0 /app/.next/standalone ./
EXPOSE 3000
CMD ["node", "server.js"]
