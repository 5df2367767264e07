#!/bin/sh
set -e
mkdir -p data
echo yes > data/written
cat data/written
