FROM public.ecr.aws/lambda/python:3.13
COPY app.py .
CMD ["app.handler"]
