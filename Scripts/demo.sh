#!/usr/bin/env bash
# Makes one picture with the release build, and checks that its product was kept: demo.sh PROMPT PRODUCT OUT
set -euo pipefail
cd "$(dirname "$0")/.."
prompt=$1 product=$2 out=$3

mira=$(swift build -c release --static-swift-stdlib --show-bin-path)/mira
mkdir -p "$(dirname "$out")"
"$mira" generate "$prompt" -r "product=$product" --seed 7 -o "$out" --receipt "${out%.*}.receipt.json" --force
"$mira" verify "$out" --receipt "${out%.*}.receipt.json" -r "$product"
echo
echo "The picture: $PWD/$out"
