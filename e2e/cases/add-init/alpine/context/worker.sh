#!/bin/sh
echo started
sleep 1
