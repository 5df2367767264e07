FROM node
FROM python:slim AS py
FROM golang:alpine AS go
FROM rust AS rust
