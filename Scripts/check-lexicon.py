#!/usr/bin/env python3
"""Checks the lexicon tables: Scripts/check-lexicon.py [--verbose] [LANG ...]

Every concept exactly once and in order, NFC, lower case, marks well-formed, no term twice in a row. Reports, to be
judged by a reader, the terms that two concepts claim and the rows whose first term is the English one.
"""

import re
import sys
import unicodedata
from collections import defaultdict
from pathlib import Path

DATA = Path(__file__).resolve().parent.parent / "Sources/MiraStudio/Language/Data"
WORD = re.compile(r"=?(\*|-)?[^\s=*?|…-](?:[^\s=*?|…]*[^\s=*?|…-])?(\*|-)?")
CASELESS_ROWS = {"@stop", "@counter"}
SHARED_LIMIT = 0.05


def rows(path):
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if line and not line.startswith("#"):
            yield number, line.split("\t")


def is_term(term):
    bare = term.removesuffix("?")
    parts = bare.split(" … ")
    return bool(bare) and all(WORD.fullmatch(word) for part in parts for word in part.split(" "))


def plain(term):
    return term.strip("=*?-")


def check(code, concepts, endonym, verbose):
    path = DATA / "lexicon" / f"{code}.tsv"
    text = path.read_text(encoding="utf-8")
    errors = []
    header = f"# {code} {endonym}: machine-made, not reviewed by native speakers\n"
    if not text.startswith(header):
        errors.append(f"{code}:1: expected {header.strip()!r}")
    if unicodedata.normalize("NFC", text) != text:
        errors.append(f"{code}: expected NFC")
    if "\r" in text or "\ufeff" in text or not text.endswith("\n"):
        errors.append(f"{code}: expected LF line ends, no byte-order mark and a last line end")
    order, owners, shared = [], defaultdict(list), []
    for number, columns in rows(path):
        where = f"{code}:{number}"
        if len(columns) not in (2, 3) or not columns[1]:
            errors.append(f"{where}: expected id, terms and an optional note but found {len(columns)} columns")
            continue
        name, terms = columns[0], columns[1].split("|")
        order.append(name)
        for term in terms:
            if not is_term(term):
                errors.append(f"{where}: {name}: malformed term {term!r}")
            if term != term.lower():
                errors.append(f"{where}: {name}: expected lower case but found {term!r}")
            if name not in CASELESS_ROWS:
                owners[plain(term)].append(name)
        for term in sorted({term for term in terms if terms.count(term) > 1}):
            errors.append(f"{where}: {name}: {term!r} twice")
        english = concepts.get(name, [])
        if code != "en" and plain(terms[0]) in english:
            shared.append((name, plain(terms[0])))
    expected = list(concepts)
    found = [name for name in order if not name.startswith("@")]
    if found != expected:
        for name in sorted(set(expected) - set(found)):
            errors.append(f"{code}: {name} is missing")
        for name in sorted(set(found) - set(expected)):
            errors.append(f"{code}: {name} is not a concept")
        for name in sorted({name for name in found if found.count(name) > 1}):
            errors.append(f"{code}: {name} stands twice")
        if sorted(found) == sorted(expected):
            errors.append(f"{code}: expected the order of concepts.tsv")
    if "@stop" not in order:
        errors.append(f"{code}: @stop is missing")
    if any(name.startswith("@") for name in order[: len(found)]):
        errors.append(f"{code}: expected the rows that begin with @ at the end")
    claimed = {term: names for term, names in owners.items() if len(set(names)) > 1}
    total = sum(len(names) for names in owners.values())
    print(f"{code}: {len(found)} concepts, {total} terms, {len(claimed)} claimed twice, {len(shared)} as in English")
    if len(shared) > SHARED_LIMIT * len(expected):
        print(f"  more than {SHARED_LIMIT:.0%} of the first terms are the English ones: judge them")
    if verbose:
        print("  as in English:", ", ".join(term for _, term in shared))
        for term, names in sorted(claimed.items()):
            print(f"  {term}: {', '.join(dict.fromkeys(names))}")
    return errors


def main():
    arguments = sys.argv[1:]
    verbose = "--verbose" in arguments
    concepts = {}
    for _, columns in list(rows(DATA / "concepts.tsv"))[1:]:
        concepts[columns[0]] = columns[3].split("|")
    endonyms = {columns[0]: columns[2] for _, columns in list(rows(DATA / "LANGUAGES.tsv"))[1:]}
    codes = [code for code in arguments if not code.startswith("--")]
    codes = codes or sorted(path.stem for path in (DATA / "lexicon").glob("*.tsv"))
    errors = []
    for code in codes:
        if code not in endonyms:
            errors.append(f"{code}: expected a language of LANGUAGES.tsv")
            continue
        errors += check(code, concepts, endonyms[code], verbose)
    for error in errors:
        print(error, file=sys.stderr)
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main())
