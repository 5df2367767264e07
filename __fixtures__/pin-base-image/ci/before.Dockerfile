FROM node:alpine
FROM python:slim AS narrowed
FROM ruby AS disagrees
FROM golang:1-alpine AS stated
FROM php:cli AS forbidden
