FROM node:16 AS build
FROM centos:7 AS old
# dockshift-ignore pin-base-image: on its way out
FROM python:3.8 AS known
FROM python:3.9-buster
