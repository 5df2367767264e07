FROM golang:1.23.4
WORKDIR /app
COPY . .
CMD ["go", "run", "main.go"]
