#!/usr/bin/env bash
# Measures the release build on this machine: processor time, elapsed time and peak memory of the main jobs.
set -euo pipefail
cd "$(dirname "$0")/.."

mira=$(swift build -c release --static-swift-stdlib --show-bin-path)/mira
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

measure() { # name, runs, command...
    python3 - "$@" <<'PYTHON'
import os, subprocess, sys, time

name, runs, command = sys.argv[1], int(sys.argv[2]), sys.argv[3:]
best = None
for _ in range(runs):
    start = time.monotonic()
    child = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    if status:
        sys.exit(f"{name} ended with {os.waitstatus_to_exitcode(status)}")
    row = (usage.ru_utime + usage.ru_stime, time.monotonic() - start, usage.ru_maxrss / 1024)
    best = min(best or row, row)
print(f"{name:<44}{best[0] * 1000:9.1f}{best[1] * 1000:12.1f}{best[2]:10.1f}")
PYTHON
}

printf '%-44s%9s%12s%10s\n' "best of several runs" "cpu ms" "elapsed ms" "peak MiB"
measure "mira --version" 20 "$mira" --version
for quality in low medium high; do
    measure "generate, product on marble, 1024², $quality" 3 "$mira" generate "on a marble countertop with soft morning light" \
        -r product=Samples/bottle.jpg --size 1024x1024 --quality $quality --seed 7 -o "$work/stage.png" --force
done
measure "cutout, 1600²" 3 "$mira" cutout Samples/bottle.jpg -o "$work/cut.png" --force
measure "prepare, 1600² JPEG to 1024² JPEG" 5 "$mira" prepare Samples/bottle.jpg -o "$work/prepared.jpg" --force
