#!/usr/bin/env bash
# Fails when starting costs more than 10 ms of processor time: check-startup.sh MIRA
set -euo pipefail
mira=$1 runs=50 limit=10

TIMEFORMAT='%3U %3S'
spent=$({ time for ((i = 0; i < runs; i++)); do "$mira" --version >/dev/null; done; } 2>&1)
awk -v runs=$runs -v limit=$limit '{
    each = ($1 + $2) * 1000 / runs
    printf "mira --version: %.1f ms of processor time (limit %d)\n", each, limit
    exit each > limit
}' <<<"$spent"
