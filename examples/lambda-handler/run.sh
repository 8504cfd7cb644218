#!/usr/bin/env bash
# Lands orders; each is handed to the function, which leaves the curated one; the table loads that.
set -euo pipefail
cd "$(dirname "$0")"
weir put data/*.json raw/orders/2026/03/
weir up --exit-when-idle
weir runs
weir loads order_lines
