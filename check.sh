#!/usr/bin/env bash
# What CI runs: build with warnings as errors, check the format, run every test and example.
set -euo pipefail
cd "$(dirname "$0")"

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDTERMINALLOGGER=off

echo "== build"
dotnet build Weir.slnx -c Release --nologo -v quiet
# Of style the build has told already.
echo "== format"
dotnet format whitespace Weir.slnx --verify-no-changes --no-restore

# One project after the other: the tests measure time and memory, and would disturb each other.
log=$(mktemp)
trap 'rm -f "$log" "$log".*' EXIT
run_tests() {
  dotnet test "$1" -c Release --no-build --nologo --logger "console;verbosity=minimal" --blame-hang-timeout 5m "${@:3}" 2>&1 | tee "$2"
}

# A test that fails on a busy machine and passes alone is unsteady: it is named, and does not hold everything up. Many
# failures are no chance.
outcome=0 unsteady=()
for project in tests/*/; do
  echo "== ${project%/}"
  run_tests "$project" "$log.all" && { cat "$log.all" >> "$log"; continue; }
  mapfile -t failed < <(sed -nE 's/^  Failed ([A-Za-z0-9_.]+).*/\1/p' "$log.all" | sort -u)
  if [ ${#failed[@]} -gt 0 ] && [ ${#failed[@]} -le 3 ]; then
    echo "== again, alone: ${failed[*]}"
    filter=$(printf '|FullyQualifiedName=%s' "${failed[@]}")
    if run_tests "$project" "$log.again" --filter "${filter:1}"; then
      unsteady+=("${failed[@]}")
      sed -E 's/^Failed! +- Failed: +([0-9]+), Passed: +([0-9]+)/Again! - Failed: \1, Passed: \2/' "$log.all" >> "$log"
      continue
    fi
  fi
  cat "$log.all" >> "$log"
  outcome=1
done

[ ${#unsteady[@]} -eq 0 ] || printf '== unsteady, to be mended: %s\n' "${unsteady[@]}"
awk '/^(Passed|Failed|Again)! +- Failed:/ {
       gsub(",", ""); passed += $6; skipped += $8
       if ($1 == "Again!") passed += $4; else failed += $4
     }
     END { printf "%d passed, %d failed, %d skipped\n", passed, failed, skipped }' "$log"
exit "$outcome"
