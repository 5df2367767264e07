FROM node:24.19.0-bookworm
FROM python:3.14.7-slim-trixie AS py
FROM golang:1.27.0-alpine3.24 AS go
FROM rust:1.98.0-trixie AS rust
