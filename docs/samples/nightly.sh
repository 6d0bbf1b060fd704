#!/usr/bin/env bash
# A scheduled export with an approver in the loop. In the crontab of a user who is signed in (segx sign-in):
#   0 1 * * *  nightly.sh /srv/exports
# It asks for today's export, waits for the approver as long as it takes, and leaves the file in the folder. Each start also goes on with those of earlier days that have no file yet, after a reboot or an outage:
# a day's key is always the same task, and .nightly-DAY in the folder is there until that day is done.
set -euo pipefail
shopt -s nullglob
folder=$1 today=$(date -u +%F)

export_of() {
  local day=$1 open=$folder/.nightly-$1 file=$folder/high-value-$1.csv.gz code=0

  # One start a day's export. The lock goes with the process.
  exec 9>> "$open"
  flock -n 9 || exit 0
  [ -e "$file" ] && { rm -f "$open"; exit 0; }

  ${SEGX:-segx} export --space retail --segment high-value --fields name,phone,city --mask name=name,phone=phone \
    --reason "Nightly export of $day" --key "${SEGX_KEY:-nightly}-$day" --wait --out "$file" --json || code=$?
  case $code in
    0) rm -f "$open" ;;
    7) rm -f "$open"; echo "The export of $day was rejected or withdrawn, or could not be packed: see 'segx list'." >&2; exit 7 ;;
    8 | 9 | 130) echo "The export of $day is not done yet; the next start goes on with it." >&2; exit 75 ;;
    *) echo "The export of $day failed; the next start tries it again." >&2; exit 1 ;;
  esac
}

[ -e "$folder/high-value-$today.csv.gz" ] || : >> "$folder/.nightly-$today"
days=()
for open in "$folder"/.nightly-*; do
  (export_of "${open##*/.nightly-}") &
  days+=($!)
done

code=0
for day in "${days[@]}"; do wait "$day" || code=$?; done
exit "$code"
