#!/usr/bin/env bash
# Makes the pictures of the README from the samples, with the program itself: make.sh MIRA
set -euo pipefail
mira=$(realpath "$1")
cd "$(dirname "$0")/.."

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

generate() { # name, prompt and options
    local name=$1
    shift
    "$mira" generate "$@" --seed 7 -o "$work/$name.png"
    web "$work/$name.png" "pictures/$name.jpg"
}
web() { # picture, file for the page
    "$mira" prepare "$1" -o "$2" --size 720x720 --fit contain --quality 88 --max-bytes 150000
}

web bottle.jpg pictures/bottle.jpg
generate bottle-marble "on a marble countertop with soft morning light" -r product=bottle.jpg
generate carton-room "in this room" -r product=carton.jpg -r background=table.jpg --at 0.5,0.8 --scale 0.5
generate mug-evening "on marble" -r product=mug.jpg -r style=painting.jpg
web mug.jpg pictures/mug.jpg
"$mira" cutout mug.jpg -o "$work/mug-cutout.png"
web "$work/mug-cutout.png" pictures/mug-cutout.webp
