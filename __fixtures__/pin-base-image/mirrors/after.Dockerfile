FROM public.ecr.aws/docker/library/node:24.19.0-alpine3.24 AS a
FROM mirror.gcr.io/library/python:3.14.7-trixie AS b
FROM public.ecr.aws/library/python:3 AS c
FROM mirror.gcr.io/python:3
