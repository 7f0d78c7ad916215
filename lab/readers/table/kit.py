"""
Reads the lake with the kit and one engine, and compares the answers with those of the lake's objects. The arguments are the engine, the
stack's outputs, the folder of S3's buckets, what to do (events, or as-of with the time and answers of an earlier run), and jars for Spark.
"""

import json
import os
import pathlib
import subprocess
import sys
from datetime import datetime, timedelta, timezone

import duckdb
import figures
import kinesis_lake

ENGINE, OUTPUTS, BUCKETS, DO, ANSWERS, JARS = sys.argv[1:7]
OUT = json.load(open(OUTPUTS))
FILES = f"{BUCKETS}/{OUT['lakeBucket']}/events/*/*/*/*.parquet"
ODD = ["50% off/é's", "a+b%20c#?=d", "Electronics"]
failed = 0


def check(what, found, expected):
    global failed
    if found != expected:
        failed += 1
        print(
            f"{ENGINE}: {what} is wrong:", *[f"  {line}" for line in sorted(set(map(str, found)) ^ set(map(str, expected)))[:10]], sep="\n"
        )


def session():
    from pyspark.sql import SparkSession

    # A time zone of its own must change nothing.
    builder = SparkSession.builder.master("local[2]").config("spark.jars", JARS).config("spark.sql.session.timeZone", "Asia/Kolkata")
    return builder.config("spark.ui.enabled", "false").config("spark.ui.showConsoleProgress", "false").getOrCreate()


def answers(events):
    if ENGINE == "spark":
        events.spark(spark).createOrReplaceTempView("events")
        query = figures.FIGURES.format(hour=figures.IN_SPARK, events="events")
        return figures.lines(spark.sql(query).collect())
    connection = duckdb.connect()
    if ENGINE == "duckdb-s3":
        # From S3, as on AWS.
        connection = duckdb.connect(config={"allow_unsigned_extensions": True})
        import glob
        import importlib.util

        package = os.path.dirname(importlib.util.find_spec("duckdb_extension_httpfs").origin)
        connection.execute(f"LOAD '{glob.glob(f'{package}/**/*.duckdb_extension', recursive=True)[0]}'")
    if ENGINE == "arrow":
        connection.register("events", events.arrow())
    else:
        events.duckdb(connection).create_view("events")
    query = figures.FIGURES.format(hour=figures.IN_DUCKDB, events="events")
    return figures.lines(connection.sql(query).fetchall())


def windows(through):
    half = timedelta(minutes=30)
    yield None, None, None
    yield through - timedelta(hours=1) - half, through + timedelta(days=1), None
    yield through - timedelta(hours=2), through, ODD
    yield through, None, ["Electronics"]
    yield through - timedelta(hours=2), None, ODD
    yield None, None, ["no such section"]
    yield through - timedelta(days=9), through - timedelta(days=8), None


def refused(what, call, message):
    try:
        call()
        check(what, ["not refused"], [message])
    except kinesis_lake.LakeError as error:
        check(what, [message in str(error), str(error)], [True, str(error)])


# Without the file beside which the folder of S3's objects is, as on AWS.
lake = kinesis_lake.open(OUT if ENGINE == "duckdb-s3" else OUTPUTS)
spark = session() if ENGINE == "spark" else None
if DO == "as-of":
    earlier = json.load(open(ANSWERS))
    time = datetime.fromisoformat(earlier["time"])
    check("as_of", answers(lake.as_of(time).events()), earlier["answers"])
    check("as_of, two hours", answers(lake.as_of(time).events(sections=ODD)), [a for a in earlier["answers"] if json.loads(a)[0] in ODD])
    now = figures.of_objects(duckdb.connect(), FILES, None, None, None)
    check("events after late rows were sealed", answers(lake.events()), now)
    assert now != earlier["answers"], "nothing has changed since"
    sys.exit(failed)

through = lake.sealed_through
assert through is not None
for window in windows(through):
    check(f"events{window}", answers(lake.events(*window)), figures.of_objects(duckdb.connect(), FILES, *window))
selected = lake.events(through - timedelta(hours=1), None, ODD)
assert selected.sealed and selected.raw, selected
check("folders", {folder.section for folder in selected.raw} - set(ODD), set())
if ENGINE == "spark":
    import contextlib
    import io

    plan = io.StringIO()
    with contextlib.redirect_stdout(plan):
        selected.spark(spark).explain("formatted")
    for part in ("PartitionFilters", "section IN (", "arrival_time >= ", "(dt#", "hour#"):
        check(f"plan has {part}", [part in plan.getvalue()], [True])
if ENGINE == "arrow":
    every = len(lake.events(None, through).data_files())
    some = len(lake.events(through - timedelta(hours=1), through, ODD).data_files())
    check("pruned", [0 < some < every, some], [True, len(ODD)])
    # Sealing between choosing and reading: each row is still there, and once.
    expected = figures.of_objects(duckdb.connect(), FILES, None, None, None)
    chosen = lake.events()
    subprocess.run([os.environ["LAKE"], "seal", "--now", "--outputs", OUTPUTS], check=True, capture_output=True)
    check("events that were chosen before sealing", answers(chosen), expected)
    zone = timezone(timedelta(hours=5, minutes=30))
    check("another time zone", answers(lake.events(through.astimezone(zone))), answers(lake.events(through)))
    refused("a time without a zone", lambda: lake.events(datetime(2026, 11, 29)), "since is 2026-11-29T00:00:00, which has no time zone")
    refused("since behind until", lambda: lake.events(through, through - timedelta(hours=1)), "allowed is a time up to until")
    refused("a section that is no string", lambda: lake.events(sections=["Electronics", 7]), "a section is 7, allowed is a string")
    refused("a section's name", lambda: lake.events(sections="Electronics"), "allowed is a list")
    early, late = through - timedelta(days=1), datetime.now(timezone.utc) + timedelta(days=1)
    refused("as_of before the first", lambda: lake.as_of(early).events(), "the oldest snapshot that is kept is of")
    refused("as_of in the future", lambda: lake.as_of(late).events(), "allowed is a time up to now")
    refused("no bucket", lambda: kinesis_lake.open(OUT | {"lakeBucket": "none"}).events(), "there is no bucket none")
    odd = pathlib.Path(f"{ANSWERS} [1]")
    (odd / "s3" / OUT["lakeBucket"]).mkdir(parents=True)
    (odd / "outputs.json").write_text(json.dumps(OUT))
    refused("a folder like a pattern", lambda: kinesis_lake.open(odd), "allowed is one without any of *?[]{}")
    refused("no file", lambda: kinesis_lake.open("none.json"), "there is no file none.json")
    refused("no catalogue", lambda: kinesis_lake.open({"lakeBucket": "a", "region": "b"}), "there is no glueDatabase")
    refused("no outputs", lambda: kinesis_lake.open(__file__), "can't be read as a stack's outputs")
    time = datetime.now(timezone.utc)
    sealed = answers(lake.as_of(time).events())
    check("everything is in the table", sealed, expected)
    json.dump({"time": time.isoformat(), "answers": sealed}, open(ANSWERS, "w"))
sys.exit(failed)
