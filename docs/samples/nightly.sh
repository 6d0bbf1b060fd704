#!/usr/bin/env bash
# A scheduled export with an approver in the loop. In the crontab of a user who is signed in (segx sign-in):
#   0 1 * * *  nightly.sh /srv/exports
# It asks for today's export, waits for the approver as long as it takes, and leaves the file in the folder. Started again on the same day, after a reboot or by the next line of the crontab, it goes on with the
# same task: the key is the day's.
set -euo pipefail
folder=$1 day=$(date -u +%F)
file=$folder/high-value-$day.csv.gz
[ -e "$file" ] && exit 0

# One at a time. The lock goes with the process.
exec 9> "$folder/.nightly.lock"
flock -n 9 || exit 0

${SEGX:-segx} export --space retail --segment high-value --fields name,phone,city --mask name=name,phone=phone \
  --reason "Nightly export of $day" --key "${SEGX_KEY:-nightly-$day}" --wait --out "$file" --json && exit 0

case $? in
  7) echo "The export of $day was rejected or withdrawn, or could not be packed: see 'segx list'." >&2; exit 7 ;;
  8 | 9 | 130) echo "Not done yet; the next start goes on with it." >&2; exit 75 ;;
  *) exit 1 ;;
esac
