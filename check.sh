#!/usr/bin/env bash
# What CI runs: build with warnings as errors, check the format, run every test and example.
set -euo pipefail
cd "$(dirname "$0")"

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

echo "== build"
dotnet build Weir.slnx -c Release --nologo -v quiet
echo "== format"
dotnet format Weir.slnx --verify-no-changes --no-restore --severity warn
echo "== tests"
dotnet test Weir.slnx -c Release --no-build --nologo --logger "console;verbosity=minimal"
