#!/usr/bin/env bash
# An export with curl alone: creates it, waits until it is approved and packed, downloads the file, and checks its digest.
#   SEGX_API=https://exports.example.com SEGX_TOKEN=… export.sh FILE
set -euo pipefail
file=$1
tasks=${SEGX_API%/}/api/v1/spaces/retail/download-tasks

# The token goes in by a file handle: arguments are seen by everybody on the machine.
call() { curl -fsS --retry 5 -H @<(printf 'Authorization: Bearer %s' "$SEGX_TOKEN") "$@"; }

# With a key the call may be repeated, and is one task.
location=$(call "$tasks" -H "Idempotency-Key: ${SEGX_KEY:-$(cat /proc/sys/kernel/random/uuid)}" -o /dev/null -w '%header{location}' --json '{
  "segmentId": "high-value", "reason": "Autumn campaign",
  "fields": [{"id": "name", "masking": "name"}, {"id": "phone", "masking": "phone"}, {"id": "city"}]
}')
task=$tasks/${location##*/}

while status=$(call "$task" | sed 's/.*"status":"\([a-z_]*\)".*/\1/'); [ "$status" != completed ]; do
  case $status in closed | expired) echo "The task is $status." >&2; exit 7 ;; esac
  sleep 1
done

# What has arrived is kept, and the rest is asked for: --continue-at.
for _ in $(seq 20); do call "$task/file" --continue-at - -o "$file.part" && break; sleep 1; done

# The API computes the digest in the background, soon after packing.
until digest=$(call -I "$task/file" | sed -n 's/^[Rr]epr-[Dd]igest: sha-256=:\(.*\):.*/\1/p'); [ -n "$digest" ]; do sleep 1; done
[ "$(openssl dgst -sha256 -binary "$file.part" | base64)" = "$digest" ] || { rm "$file.part"; echo "The file is not what was packed." >&2; exit 10; }
mv "$file.part" "$file"
