"""
Runs the queries of docs/reading-the-lake.md as they stand there, on buckets at several times of a stack's life.
The arguments are the page, the folder with the buckets, and the engine: DuckDB, PySpark, pandas or Polars.
"""

import glob
import gzip
import json
import os
import re
import sys

LAKES = ("with-nothing", "of-earlier-versions", "of-both-versions", "with-numbers-as-sections", "with-a-column-more")
FAILED = ("with-nothing", "without-paths", "with-paths")

# What a reader of the page would add for a new column; DuckDB needs nothing.
ADD_A_COLUMN = {
    "PySpark": ("event STRING,", "event STRING, visits INT,"),
    "pandas": ('("sub_sequence_number", pa.int64())', '("sub_sequence_number", pa.int64()), ("visits", pa.int32())'),
    "Polars": ('"sub_sequence_number": pl.Int64', '"sub_sequence_number": pl.Int64, "visits": pl.Int32'),
}


def blocks(page, engine, headings):
    """The code for an engine under some headings."""
    language = "sql" if engine == "DuckDB" else "python"
    for section in re.split(r"^## ", page, flags=re.MULTILINE)[1:]:
        if section.startswith(headings):
            yield from re.findall(rf"^```{language}\n(.*?)^```$", section, flags=re.MULTILINE | re.DOTALL)


class Runner:
    """Runs code, and gives the rows of what it calls events or failed."""

    def __init__(self, engine):
        self.engine = engine
        self.names = {}
        if engine == "DuckDB":
            import duckdb
            self.connection = duckdb.connect()
            self.connection.execute("SET TimeZone = 'UTC'")
        if engine == "PySpark":
            from pyspark.sql import SparkSession
            builder = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
            builder.config("spark.ui.showConsoleProgress", "false").config("spark.log.level", "OFF").getOrCreate()

    def run(self, code):
        if self.engine == "DuckDB":
            self.connection.execute(code).fetchall()
        else:
            exec(compile(code, "docs/reading-the-lake.md", "exec"), self.names)

    def rows(self, name):
        if self.engine == "DuckDB":
            return self.connection.sql(f"FROM {name}").to_arrow_table().to_pylist()
        read = {"PySpark": "toArrow", "pandas": "to_table", "Polars": "collect"}[self.engine]
        found = getattr(self.names[name], read)()
        return found.to_dicts() if self.engine == "Polars" else found.to_pylist()


def expected_events(lake):
    """The rows, as far as the queries have to agree on them."""
    path = os.path.join(lake, "expected.json")
    if not os.path.exists(path):
        return []
    with open(path, encoding="utf-8") as file:
        values = json.load(file)["values"]
    names = [name for name in ("sequence_number", "section", "dt", "hour", "userid", "contact", "visits") if name in values]
    return [dict(zip(names, row)) for row in zip(*(values[name] for name in names))]


def difference(expected, got, key):
    """What is wrong first, or None."""
    if len(expected) != len(got):
        return f"{len(got)} rows instead of {len(expected)}"
    for want, row in zip(sorted(expected, key=key), sorted(got, key=key)):
        found = {name: row.get(name, "no such column") for name in want}
        if found != want:
            return f"{found} instead of {want}"
    return None


def check(page, folder, engine):
    """Yields (case, difference or None)."""
    runner = Runner(engine)
    heading = (engine, "Duplicate rows") if engine in ("DuckDB", "PySpark") else (engine,)
    for case in LAKES:
        lake = os.path.join(folder, case)
        code = "".join(f"{block}\n" for block in blocks(page, engine, heading)).replace("LAKE", lake)
        if case == "with-a-column-more" and engine in ADD_A_COLUMN:
            old, new = ADD_A_COLUMN[engine]
            if old not in code:
                raise ValueError(f"{old} isn't in the code of {engine}")
            code = code.replace(old, new)
        runner.run(code)
        yield case, difference(expected_events(lake), runner.rows("events"), lambda row: row["sequence_number"])
    if engine in ("DuckDB", "PySpark"):
        for case in FAILED:
            failed = os.path.join(folder, "failed-" + case if case != "with-nothing" else case)
            for block in blocks(page, engine, ("Failed rows",)):
                runner.run(block.replace("FAILED", failed))
            expected = expected_failed(failed)
            yield "failed " + case, difference(expected, runner.rows("failed"), lambda row: row["sequenceNumber"])


def expected_failed(bucket):
    """The rows, by Python's own readers."""
    rows = []
    for path in glob.glob(os.path.join(bucket, "failed", "**", "*.gz"), recursive=True):
        with gzip.open(path, "rt", encoding="utf-8") as file:
            rows += [json.loads(line) for line in file]
    return [{name: row.get(name) for name in ("sequenceNumber", "reason", "detail", "path", "data")} for row in rows]


def main():
    page_file, folder, engine = sys.argv[1:]
    with open(page_file, encoding="utf-8") as file:
        page = file.read()
    wrong = 0
    for case, found in check(page, folder, engine):
        wrong += found is not None
        print(f"query of {engine}, lake {case}: {found or 'right'}", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
