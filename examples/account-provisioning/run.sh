#!/usr/bin/env bash
# Posts requests to a running Weir, as the configuration-management service would, and waits for the records to come back.
set -euo pipefail
cd "$(dirname "$0")"
rm -rf data/cloud data/servicenow
mkdir -p data

port=$(node -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })')
weir up --listen "127.0.0.1:$port" > data/up.log 2>&1 &
up=$!
trap 'kill "$up" 2> /dev/null || true' EXIT

post() { # PATH JSON
  node post.mjs "http://127.0.0.1:$port/$1" "$2"
}

told() { # RECORDS TEXT: until the service has been told
  for _ in $(seq 600); do
    if grep -q "$2" "data/servicenow/$1.json" 2> /dev/null; then return; fi
    sleep 0.1
  done
  echo "$1 has no $2:" && cat data/up.log && exit 1
}

post accounts '{"account": "north", "region": "eu"}'
told accounts '"ready"'

post experiments '{"account": "north", "experiment": "tides"}'
post users '{"account": "north", "user": "ada", "action": "create", "role": "reader"}'
post users '{"account": "north", "user": "bob", "action": "create", "role": "reader"}'
post users '{"account": "north", "user": "cy", "action": "create", "role": "admin"}'
told experiments tides
for user in ada bob cy; do told users "\"$user\""; done

post users '{"account": "north", "user": "bob", "action": "modify", "role": "writer"}'
told users writer
post users '{"account": "north", "user": "cy", "action": "delete"}'
for _ in $(seq 600); do
  if ! grep -q '"cy"' data/servicenow/users.json; then break; fi
  sleep 0.1
done

# Somebody changes a user in the warehouse itself: the daily run tells the service. Nobody waits for 04:20 here.
weir run work-directly
weir run update-user-records
told users owner

# What is not asked for rightly leaves nothing.
if post users '{"account": "north", "user": "dee", "action": "explode"}'; then exit 1; fi

kill "$up"
wait "$up"
weir up --exit-when-idle
weir runs
