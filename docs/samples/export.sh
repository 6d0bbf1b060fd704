#!/usr/bin/env bash
# An export with curl alone: creates it, waits until it is approved and packed, downloads the file, and checks its digest. Ends with 75 where it can be started again with the same SEGX_KEY.
#   SEGX_API=https://exports.example.com SEGX_TOKEN=… SEGX_KEY=autumn-2026 export.sh FILE
set -euo pipefail
file=$1
tasks=${SEGX_API%/}/api/v1/spaces/retail/download-tasks

# The token goes in by a file handle: arguments are seen by everybody on the machine.
call() { curl -fsS --retry 5 -H @<(printf 'Authorization: Bearer %s' "$SEGX_TOKEN") "$@"; }

# What failed is asked for again by the loops below, unless that never helps: the token is not taken, it is not permitted, there is no such task, or no file any more.
refused() { case $1 in 401 | 403 | 404 | 410) echo "The API says no: $1." >&2; exit 1 ;; esac; }
later() { echo "$1 What has arrived is kept; start it again." >&2; exit 75; }

# With a key the call may be repeated, and is one task.
location=$(call "$tasks" -H "Idempotency-Key: ${SEGX_KEY:-$(cat /proc/sys/kernel/random/uuid)}" -o /dev/null -w '%header{location}' --json '{
  "segmentId": "high-value", "reason": "Autumn campaign",
  "fields": [{"id": "name", "masking": "name"}, {"id": "phone", "masking": "phone"}, {"id": "city"}]
}')
task=$tasks/${location##*/}

status=
until [ "$status" = completed ]; do
  answer=$(call "$task" -w '\n%{http_code}') || refused "${answer##*$'\n'}"
  status=$(sed -n 's/.*"status":"\([a-z_]*\)".*/\1/p' <<< "$answer")
  case $status in completed) ;; closed | expired) echo "The task is $status." >&2; exit 7 ;; *) sleep 1 ;; esac
done

# What has arrived is kept, and the rest is asked for: --continue-at.
arrived=
for _ in $(seq 20); do
  code=$(call "$task/file" --continue-at - -o "$file.part" -w '%{http_code}') && arrived=yes && break
  refused "$code"
  sleep 1
done
[ "$arrived" ] || later "The connection broke again and again."

# The API computes the digest in the background, soon after packing.
digest=
for _ in $(seq 60); do
  head=$(call -I "$task/file" -w '%{http_code}') || refused "${head: -3}"
  digest=$(sed -n 's/^[Rr]epr-[Dd]igest: sha-256=:\(.*\):.*/\1/p' <<< "$head")
  [ "$digest" ] && break
  sleep 1
done
[ "$digest" ] || later "There is no digest yet."
[ "$(openssl dgst -sha256 -binary "$file.part" | base64)" = "$digest" ] || { rm "$file.part"; echo "The file is not what was packed." >&2; exit 10; }
mv "$file.part" "$file"
