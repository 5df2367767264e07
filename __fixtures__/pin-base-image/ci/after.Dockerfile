FROM node:26.7.0-alpine3.24
FROM python:3.12.14-slim-trixie AS narrowed
FROM ruby AS disagrees
FROM golang:1.27.0-alpine3.24 AS stated
FROM php:cli AS forbidden
