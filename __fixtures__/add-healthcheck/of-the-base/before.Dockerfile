FROM quay.io/jupyter/base-notebook:2024-10-07
EXPOSE 4040
