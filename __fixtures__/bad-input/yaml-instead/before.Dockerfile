version: "3"
services:
  app:
    image: node:latest
