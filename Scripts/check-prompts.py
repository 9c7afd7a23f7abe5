#!/usr/bin/env python3
"""Checks the language tables and the test prompts; prints a table by language with --table.

concepts.tsv and LANGUAGES.tsv must be well formed, and every Prompts/LANG.tsv must hold at least 40 prompts, half of them
`dev` and half `final`, with ids that exist, words that stand in the prompt in order, and a vocabulary wide enough to measure by.
"""
import pathlib
import re
import sys
import unicodedata

ROOT = pathlib.Path(__file__).resolve().parent.parent
DATA = ROOT / "Sources/MiraStudio/Language/Data"
PROMPTS = ROOT / "Tests/MiraStudioTests/Language/Prompts"

KINDS = set(
    "setting subject time weather light material color style composition camera mood operation role "
    "attribute relation quantity negation filler".split())
DRAWN = set("drawn reference helper person face animal food vehicle device clothing product text brand".split())
LANGUAGES = (
    "en de fr es pt it nl sv da nb fi is et lv lt pl cs sk sl hr sr bg ro hu el ru uk be tr az kk uz ar fa ur he "
    "hi bn ta te mr gu pa th vi id ms tl ja ko zh-Hans zh-Hant sw yo am").split()
TOKEN = re.compile(r"([!~]?)([a-z0-9]+(?:[-/][a-z0-9]+)*)(?:\*([2-9]|[1-9][0-9]+|\+))?")

LEAST_PROMPTS = 40
LEAST_CONCEPTS = 150
LEAST_VARIED = 14
LEAST_UNKNOWN = 6
LEAST_NEGATED = 3
LEAST_COUNTED = 3

errors = []


def records(path, columns):
    """The records of a table without its comments; says what is malformed."""
    raw = path.read_bytes()
    name = path.name
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        errors.append(f"{name}: expected UTF-8 but found {error}")
        return
    if raw.startswith(b"\xef\xbb\xbf") or "\r" in text or not text.endswith("\n"):
        errors.append(f"{name}: expected no byte-order mark, LF line ends and a last LF")
    if text != unicodedata.normalize("NFC", text):
        errors.append(f"{name}: expected NFC")
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("#"):
            continue
        fields = line.split("\t")
        if len(fields) != columns:
            errors.append(f"{name}:{number}: expected {columns} columns but found {len(fields)}")
            continue
        yield f"{name}:{number}", fields


def concepts():
    found = {}
    rows = records(DATA / "concepts.tsv", 5)
    next(rows)
    for place, (identifier, kind, drawn, english, gloss) in rows:
        if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", identifier) or identifier in found:
            errors.append(f"{place}: expected a new id in kebab-case but found {identifier}")
        if kind not in KINDS or drawn not in DRAWN:
            errors.append(f"{place}: expected a known kind and drawability but found {kind}, {drawn}")
        terms = english.split("|")
        if not all(terms) or len(set(terms)) != len(terms) or english != english.strip() or not gloss:
            errors.append(f"{place}: expected terms and a gloss")
        found[identifier] = (kind, drawn)
    return found


def languages():
    rows = records(DATA / "LANGUAGES.tsv", 11)
    next(rows)
    codes = [fields[0] for _, fields in rows]
    if codes != LANGUAGES:
        errors.append(f"LANGUAGES.tsv: expected {len(LANGUAGES)} languages in order but found {codes}")


def check(place, known, fields, seen):
    """Checks one prompt; gives its concepts as (mark, ids, count)."""
    identifier, split, prompt, listed, words, unknown = fields
    tokens = []
    for token in listed.split(" ") if listed else []:
        match = TOKEN.fullmatch(token)
        if not match:
            errors.append(f"{place}: expected a concept but found {token}")
            continue
        mark, ids, count = match.groups()
        for name in ids.split("/"):
            if name not in known:
                errors.append(f"{place}: expected an id of concepts.tsv but found {name}")
            elif known[name][1] == "helper":
                errors.append(f"{place}: expected no helper but found {name}")
        tokens.append((mark, ids.split("/"), count))
    if prompt != " ".join(prompt.split()) or prompt in seen or not prompt:
        errors.append(f"{place}: expected a new prompt in single spaces")
    seen.add(prompt)
    if re.search(r"[\[\]{}|]", prompt):
        errors.append(f"{place}: expected a prompt without markup")
    texts = words.split("|") if words else []
    if len(texts) != len(tokens):
        errors.append(f"{place}: expected {len(tokens)} words but found {len(texts)}")
    at = 0
    for text in texts:
        start = prompt.find(text, at)
        if start < 0 or not text:
            errors.append(f"{place}: expected the words in the prompt's order but found no {text!r} after scalar {at}")
            break
        at = start + len(text)
    for word in unknown.split("|") if unknown else []:
        if word not in prompt:
            errors.append(f"{place}: expected the unknown word in the prompt but found no {word!r}")
    if not tokens:
        errors.append(f"{place}: expected at least one concept")
    return tokens


def main():
    known = concepts()
    languages()
    base = {}
    table = []
    everywhere = set()
    total = 0
    for code in LANGUAGES:
        path = PROMPTS / f"{code}.tsv"
        if not path.exists():
            errors.append(f"{code}.tsv: expected the prompts of this language")
            continue
        seen, used, splits, varied, unknown, negated, counted, slots = set(), set(), [], 0, 0, 0, 0, 0
        number = 0
        for number, (place, fields) in enumerate(records(path, 6), 1):
            if fields[0] != f"{code}-{number:02}":
                errors.append(f"{place}: expected {code}-{number:02} but found {fields[0]}")
            if fields[1] != ("dev" if number % 2 else "final"):
                errors.append(f"{place}: expected dev and final in turn")
            tokens = check(place, known, fields, seen)
            key = sorted((mark, ids[0], count) for mark, ids, count in tokens)
            if code == "en":
                base[number] = key
            varied += key != base.get(number)
            splits.append(fields[1])
            unknown += bool(fields[5])
            negated += any(mark == "!" for mark, _, _ in tokens)
            counted += any(count for _, _, count in tokens)
            slots += sum(mark != "~" for mark, _, _ in tokens)
            used.update(ids[0] for _, ids, _ in tokens)
        for what, have, least in [
            ("prompts", number, LEAST_PROMPTS), ("concepts", len(used), LEAST_CONCEPTS),
            ("prompts with unknown words", unknown, LEAST_UNKNOWN), ("prompts with negation", negated, LEAST_NEGATED),
            ("prompts with numbers", counted, LEAST_COUNTED),
            ("prompts of its own", LEAST_VARIED if code == "en" else varied, LEAST_VARIED),
        ]:
            if have < least:
                errors.append(f"{code}.tsv: expected at least {least} {what} but found {have}")
        everywhere |= used
        total += number
        table.append((code, number, slots, len(used), varied if code != "en" else "-", unknown, negated, counted))
    if "--table" in sys.argv:
        head = ("language", "prompts", "slots", "concepts", "varied", "unknown", "negated", "counted")
        for row in [head, *table]:
            print("".join(f"{str(cell):>10}" for cell in row))
        scored = [name for name, (_, drawn) in known.items() if drawn != "helper"]
        print(f"{total} prompts use {len(everywhere)} of {len(scored)} concepts that are measured")
        print("unused:", " ".join(name for name in scored if name not in everywhere))
    for error in errors:
        print(error, file=sys.stderr)
    if errors:
        sys.exit(1)
    print(f"{len(known)} concepts, {len(table)} languages, {total} prompts: well formed")


main()
