#!/bin/sh
. ./setup.sh
exec python app.py
