#!/usr/bin/env bash
# Runs every command in the README's `sh` blocks, and looks for its Swift in Snippets/: check-readme.sh MIRA
set -euo pipefail
cd "$(dirname "$0")/.."
project=$PWD
mira=$(realpath "$1")

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/bin" "$work/run"
ln -s "$mira" "$work/bin/mira"
ln -s "$project/Samples" "$work/run/Samples"

block() { # language: prints what is between its fences
    awk -v fence="\`\`\`$1" '$0 == "```" { inside = 0 } inside; $0 == fence { inside = 1 }' README.md
}

count=0
while IFS= read -r command; do
    echo "$ $command"
    (cd "$work/run" && PATH="$work/bin:$PATH" bash -euc "$command" </dev/null >"$work/log" 2>&1) || {
        echo "check-readme: ended with $?:" >&2
        cat "$work/log" >&2
        exit 1
    }
    count=$((count + 1))
done < <(block sh)
((count)) || { echo "check-readme: expected commands in README.md but found none" >&2; exit 1; }

snippet=$(block swift)
for file in Snippets/*.swift; do
    [[ -n $snippet && $(<"$file") == *"$snippet"* ]] && found=1
done
[ -n "${found:-}" ] || { echo "check-readme: the README's Swift is in no file of Snippets/; make them the same" >&2; exit 1; }

while IFS= read -r path; do
    [ -e "$path" ] || { echo "check-readme: README.md names $path, which is not there" >&2; exit 1; }
done < <(grep -oE '\]\([A-Za-z][^):]*\)' README.md | tr -d '])(' )

echo "$count commands of the README run, its Swift compiles, and its links lead somewhere"
