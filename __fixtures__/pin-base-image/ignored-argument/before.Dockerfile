ARG V=latest
# dockshift-ignore pin-base-image: rolling on purpose
FROM node:$V
