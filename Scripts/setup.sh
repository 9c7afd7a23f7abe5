#!/usr/bin/env bash
# Installs what building needs and this machine lacks: setup.sh [TOOL]...
# Asks pkg-config and the shell, not the package manager, so that libraries from any source count.
set -euo pipefail

# pkg-config module or command, and the Debian package that brings it
libraries=(libpng:libpng-dev libjpeg:libjpeg-dev libwebpdemux:libwebp-dev lcms2:liblcms2-dev
    libdeflate:libdeflate-dev)
tools=(pkg-config:pkg-config)

fail() {
    echo "setup: $*" >&2
    exit 1
}

command -v swift >/dev/null || fail "expected Swift 6.3 or newer but found none; install it from https://www.swift.org/install"
version=$(swift --version 2>/dev/null | sed -nE 's/.*Swift version ([0-9]+)\.([0-9]+).*/\1 \2/p')
read -r major minor <<<"${version:-0 0}"
((major > 6 || (major == 6 && minor >= 3))) ||
    fail "expected Swift 6.3 or newer but found $major.$minor; install it from https://www.swift.org/install"

missing=()
for tool in "${tools[@]}" "$@"; do
    command -v "${tool%%:*}" >/dev/null || missing+=("${tool##*:}")
done
for library in "${libraries[@]}"; do
    pkg-config --exists "${library%%:*}" 2>/dev/null || missing+=("${library##*:}")
done
((${#missing[@]})) || exit 0

command -v apt-get >/dev/null ||
    fail "missing ${missing[*]} (Debian's names); install your system's packages of them and run this again"
as_root=()
if ((EUID)); then
    command -v sudo >/dev/null || fail "missing ${missing[*]}; run 'apt-get install ${missing[*]}' as root"
    as_root=(sudo)
fi
echo "Installing ${missing[*]}" >&2
"${as_root[@]}" apt-get update -qq
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
