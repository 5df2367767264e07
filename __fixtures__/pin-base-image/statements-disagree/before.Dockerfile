FROM node:slim
FROM python
