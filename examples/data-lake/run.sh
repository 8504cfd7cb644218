#!/usr/bin/env bash
# Lands what four sources deliver, finds what is wrong with it, repairs that, and shows that nothing is wrong any more.
set -euo pipefail
cd "$(dirname "$0")"
node generate.mjs

loads_of() { # FILE: the loads whose rows stand in tables
  weir query "SELECT load_id FROM weir.load_history WHERE file = '$1' AND status IN ('LOADED', 'PARTIALLY_LOADED')" --format csv | tail -n +2
}

weir put data/delivered raw/
weir up --exit-when-idle

# The tests hold, for what is there is sound. What should be there, or should not, a comparison with the sources says.
weir test
if weir reconcile; then
  echo "the planted differences were not found" >&2
  exit 1
fi
weir up --exit-when-idle
weir ls alarms/

# The repair: the trial is taken out again, and two extracts are delivered once more, as they should have been.
trial=$(loads_of raw/stream/customers/shard-trial.json)
weir unload $trial --dry-run
weir unload $trial
weir rm raw/stream/customers/shard-trial.json
weir put data/corrected raw/
weir up --exit-when-idle
weir reconcile

# A load that is taken out is missed, and comes back from the file, which is still there.
weir unload "$(loads_of raw/cards/2026-09-02/08.json.gz)"
if weir reconcile cards; then
  echo "nobody missed the transactions of a morning" >&2
  exit 1
fi
weir reload 'raw/cards/**'
weir up --exit-when-idle
weir reconcile cards
weir query "SELECT partition, sum(rows) AS transactions FROM weir.parquet_files GROUP BY ALL ORDER BY ALL"
