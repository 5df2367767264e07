FROM public.ecr.aws/docker/library/node:24-alpine AS a
FROM mirror.gcr.io/library/python:3 AS b
FROM public.ecr.aws/library/python:3 AS c
FROM mirror.gcr.io/python:3
