#!/usr/bin/env bash
# What CI runs: build with warnings as errors, check the format, run every test and example.
set -euo pipefail
cd "$(dirname "$0")"

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDTERMINALLOGGER=off

echo "== build"
dotnet build Weir.slnx -c Release --nologo -v quiet
echo "== format"
dotnet format Weir.slnx --verify-no-changes --no-restore --severity warn

# One project after the other: the tests measure time and memory, and would disturb each other.
log=$(mktemp)
trap 'rm -f "$log"' EXIT
outcome=0
for project in tests/*/; do
  echo "== ${project%/}"
  dotnet test "$project" -c Release --no-build --nologo --logger "console;verbosity=minimal" --blame-hang-timeout 5m 2>&1 |
    tee -a "$log" || outcome=1
done

awk '/^(Passed|Failed)! +- Failed:/ {
       gsub(",", ""); failed += $4; passed += $6; skipped += $8
     }
     END { printf "%d passed, %d failed, %d skipped\n", passed, failed, skipped }' "$log"
exit "$outcome"
