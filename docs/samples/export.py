#!/usr/bin/env python3
"""An export with Python's standard library alone: creates it, waits until it is approved and packed, downloads the file, and checks its digest.

  SEGX_API=https://exports.example.com SEGX_TOKEN=... export.py FILE
"""
import base64
import hashlib
import json
import os
import sys
import time
import urllib.error
import urllib.request
import uuid

TASKS = os.environ["SEGX_API"].rstrip("/") + "/api/v1/spaces/retail/download-tasks"


def call(url, body=None, method=None, **headers):
    """Sends a request. What may be repeated is: reading, and creating with a key."""
    headers = {name.replace("_", "-"): value for name, value in headers.items()}
    headers["Authorization"] = "Bearer " + os.environ["SEGX_TOKEN"]
    if body is not None:
        body, headers["Content-Type"] = json.dumps(body).encode(), "application/json"
    for attempt in range(8):
        try:
            return urllib.request.urlopen(urllib.request.Request(url, body, headers, method=method), timeout=30)
        except urllib.error.HTTPError as error:
            if error.code not in (429, 502, 503, 504) or attempt == 7:
                sys.exit(f"{error.code}: {error.read().decode(errors='replace')}")
            wait = min(60, int(error.headers.get("Retry-After", 2 ** attempt)))
        except OSError:
            if attempt == 7:
                raise
            wait = 2 ** attempt
        time.sleep(wait)


def create():
    request = {
        "segmentId": "high-value",
        "reason": "Autumn campaign",
        "fields": [{"id": "name", "masking": "name"}, {"id": "phone", "masking": "phone"}, {"id": "city"}],
    }
    with call(TASKS, request, Idempotency_Key=os.environ.get("SEGX_KEY", str(uuid.uuid4()))) as answer:
        return TASKS + "/" + json.load(answer)["id"]


def wait(task):
    while True:
        with call(task) as answer:
            status = json.load(answer)["status"]
        if status == "completed":
            return
        if status in ("closed", "expired"):
            sys.exit(f"The task is {status}.")
        time.sleep(1)


def download(task, path):
    """Goes on where an earlier try broke off, as long as the file is the same one."""
    with call(task + "/file", method="HEAD") as head:
        length, tag = int(head.headers["Content-Length"]), head.headers["ETag"]
    with open(path, "ab") as file:
        while (done := file.tell()) < length:
            try:
                with call(task + "/file", Range=f"bytes={done}-", If_Match=tag) as answer:
                    while block := answer.read(1 << 20):
                        file.write(block)
            except (OSError, ValueError):
                time.sleep(1)


def digest(task):
    """The API computes it in the background, soon after packing."""
    while True:
        with call(task + "/file", method="HEAD") as head:
            if text := head.headers.get("Repr-Digest"):
                return base64.b64decode(text.removeprefix("sha-256=:").rstrip(":"))
        time.sleep(1)


def main(path):
    task = create()
    wait(task)
    part = path + ".part"
    download(task, part)
    with open(part, "rb") as file:
        if hashlib.file_digest(file, "sha256").digest() != digest(task):
            os.remove(part)
            sys.exit("The file is not what was packed.")
    os.replace(part, path)


main(sys.argv[1])
