FROM python:slim AS a
FROM ruby:slim AS b
FROM php:cli AS c
FROM amazoncorretto
