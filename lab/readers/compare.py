"""
Compares the readers' answers with what was expected: one line per difference, and 1 if there is any.
Each of the mistakes in the mutants has to be noticed by two readers, versions and ways of reading apart.
"""

import fnmatch
import json
import os
import re
import struct
import sys
import tomllib

MAX_SHOWN = 120
MIN_NOTICING = 2


def load(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def shown(value):
    text = json.dumps(value, ensure_ascii=True)
    return text if len(text) <= MAX_SHOWN else f"{text[:MAX_SHOWN]}… ({len(text)} characters)"


def same(kind, expected, got):
    if kind == "double" and isinstance(expected, str) and isinstance(got, str):
        return struct.pack("<d", float(expected)) == struct.pack("<d", float(got))
    return type(expected) is type(got) and expected == got


def same_bound(kind, expected, got):
    """Of zeros, a footer says -0.0 as the smallest and 0.0 as the largest, whatever the values are."""
    if kind == "double" and isinstance(expected, str) and isinstance(got, str) and float(expected) == 0:
        return float(got) == 0
    return same(kind, expected, got)


def differences(expected, answer):
    """Yields (what, column, expected, got)."""
    if "error" in answer:
        yield "read", "*", "an answer", answer["error"]
        return
    kinds = {column["name"]: column["type"] for column in expected["columns"]}
    columns = answer["columns"]
    values = answer["values"]
    if "error" in values:
        yield "values", "*", "rows", values["error"]
    else:
        for name in columns:
            got = values.get(name)
            if got is None or len(got) != expected["rows"]:
                yield "values", name, f"{expected['rows']} rows", got if got is None else f"{len(got)} rows"
                continue
            wrong = [i for i, value in enumerate(expected["values"][name]) if not same(kinds[name], value, got[i])]
            if wrong:
                i = wrong[0]
                yield f"values, {len(wrong)} of {len(got)}, row {i}", name, expected["values"][name][i], got[i]
    if answer["rows"] != expected["rows"]:
        yield "count(*)", "*", expected["rows"], answer["rows"]
    for what in ("count", "min", "max"):
        for name in columns:
            want, got = expected["summaries"][name][what], answer[what]
            got = got if "error" in got else got.get(name)
            right = want == got if what == "count" else same_bound(kinds[name], want, got)
            if not right:
                yield what, name, want, got
    for condition, got in zip(expected["filters"], answer["filters"]):
        if got is not None and got != sorted(condition["sequenceNumbers"]):
            want = condition["sequenceNumbers"]
            rows = got if "error" in got else f"{len(got)} rows"
            yield f"where {condition['operator']} {shown(condition['value'])}", condition["column"], f"{len(want)} rows", rows
    for file, columns_of_file in (answer["files"] or {}).items():
        if file == "error":
            yield "footer", "*", "an answer", columns_of_file
            break
        for name, want in expected["files"][file].items():
            yield from of_footer(file, name, kinds[name], want, columns_of_file.get(name))


def of_footer(file, name, kind, want, got):
    if got is None:
        yield f"footer of {file}", name, "the column", None
        return
    if got["nulls"] != want["nulls"]:
        yield f"nulls in the footer of {file}", name, want["nulls"], got["nulls"]
    for what in ("min", "max"):
        missing = got[what] is None and not want["inFooter"]
        if not missing and not same_bound(kind, want[what], got[what]):
            yield f"{what} in the footer of {file}", name, want[what], got[what]


class Known:
    """Differences that are the engine's own faults, each with its reason. One that doesn't show any more has to go."""

    def __init__(self, path):
        with open(path, "rb") as file:
            self.entries = tomllib.load(file).get("known", [])
        self.used = set()

    def has(self, engine, data, what, column, got):
        for i, entry in enumerate(self.entries):
            asked = {"engine": engine, "set": data, "what": what, "column": column, "got": str(got)}
            if all(any(fnmatch.fnmatchcase(asked[key], pattern) for pattern in listed(entry.get(key, "*"))) for key in asked):
                self.used.add(i)
                return True
        return False

    def unused(self):
        return [entry for i, entry in enumerate(self.entries) if i not in self.used]


def listed(patterns):
    return patterns if isinstance(patterns, list) else [patterns]


def answers_of(corpus, answers):
    """Yields (engine, set, differences)."""
    for engine in sorted(os.listdir(answers)):
        for name in sorted(os.listdir(corpus)):
            expected = load(os.path.join(corpus, name, "expected.json"))
            path = os.path.join(answers, engine, name + ".json")
            yield engine, name, differences(expected, load(path) if os.path.exists(path) else {"error": "no answer"})


def compare(corpus, answers, known):
    """How many differences there are that nobody knows."""
    compared = excused = wrong = 0
    for engine, name, found in answers_of(corpus, answers):
        compared += 1
        for what, column, want, got in found:
            if known.has(engine, name, what, column, got):
                excused += 1
            else:
                wrong += 1
                print(f"{engine}: {name}, {column}, {what}: expected {shown(want)}, got {shown(got)}")
    for entry in known.unused():
        wrong += 1
        print(f"known.toml: not needed any more: {entry}")
    print(f"{len(os.listdir(answers))} readers, {compared} answers, {excused} known differences, {wrong} others")
    return wrong


def compare_mutants(corpus, answers):
    """How many mistakes too few readers notice."""
    noticed = {name: set() for name in os.listdir(corpus)}
    for engine, name, found in answers_of(corpus, answers):
        if any(True for _ in found):
            noticed[name].add(re.match(r"(.*?)-\d", engine).group(1))
    wrong = 0
    for name, readers in sorted(noticed.items()):
        right = not readers if name == "none" else len(readers) >= MIN_NOTICING
        wrong += not right
        print(f"mutant {name}: noticed by {', '.join(sorted(readers)) or 'no reader'}{'' if right else ': WRONG'}")
    return wrong


def main():
    readers, corpus, answers, mutants, mutant_answers, known_file = sys.argv[1:]
    wrong = compare(corpus, answers, Known(known_file)) + compare_mutants(mutants, mutant_answers)
    if len(os.listdir(answers)) != int(readers):
        wrong += 1
        print(f"{len(os.listdir(answers))} readers have answered instead of {readers}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
