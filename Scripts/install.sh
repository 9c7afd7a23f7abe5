#!/usr/bin/env bash
# Copies the release build, its manual page and shell completions below a prefix: install.sh PREFIX PROGRAM...
set -euo pipefail
cd "$(dirname "$0")/.."
prefix=$1
shift

built=$(swift build -c release --static-swift-stdlib --show-bin-path)
for program in "$@"; do
    install -D -s -m 755 "$built/$program" "$prefix/bin/$program"
done

complete() { # shell, file below the prefix
    local script
    script=$("$built/mira" --generate-completion-script "$1")
    install -D -m 644 /dev/stdin "$prefix/share/$2" <<<"$script"
}
complete bash bash-completion/completions/mira
complete zsh zsh/site-functions/_mira
complete fish fish/vendor_completions.d/mira.fish

manual=$(mktemp -d)
trap 'rm -rf "$manual"' EXIT
"$built/generate-manual" "$built/mira" --output-directory "$manual" >/dev/null
install -D -m 644 "$manual/mira.1" "$prefix/share/man/man1/mira.1"

echo "Installed $* in $prefix/bin"
