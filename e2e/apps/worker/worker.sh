#!/bin/sh
# Works off what lies in the spool, and says when it last looked.
set -eu
spool=/var/spool/jobs
echo "first job" >"$spool/first.job"
while true; do
  date >last-look
  for job in "$spool"/*.job; do
    [ -e "$job" ] || continue
    tr a-z A-Z <"$job" >"${job%.job}.done"
    rm "$job"
  done
  sleep 1
done
