"""
Measures the same questions on the lake's objects and on the table, in one session of each engine, one after the other in each round. Each
question begins with opening what it reads. Both are on the local disk. PySpark is also asked with the rows in its memory: what it then
takes is its own work, which no storage can save. The arguments are the stack's outputs, the folder of S3's buckets,
jars for Spark, how many rounds, the file for the figures, and a folder for the table.
"""

import glob
import json
import os
import pathlib
import shutil
import statistics
import sys
import time

import duckdb
from pyspark.sql import SparkSession

sys.path.insert(0, str(pathlib.Path(__file__).parents[3] / "examples" / "reader"))
from training_set import SESSIONS

OUTPUTS, BUCKETS, JARS, rounds, FIGURES, WORK = sys.argv[1:7]
ROUNDS = int(rounds)
OUT = json.load(open(OUTPUTS))
FOLDER = f"{BUCKETS}/{OUT['lakeBucket']}"
TABLE = f"{OUT['glueDatabase']}.{OUT['sealedTable']}"
ON_DISK = f"lake.{OUT['glueDatabase']}.on_disk"
COLUMNS = """
    shard_id STRING, sequence_number STRING, sub_sequence_number BIGINT, arrival_time TIMESTAMP, uuid STRING, userid STRING,
    email_id STRING, contact STRING, session_time STRING, legacy_account STRING, membership_status STRING, is_cart_empty STRING,
    sys_type STRING, event STRING, section STRING, dt STRING, hour STRING"""
QUESTIONS = {
    "training set": f"SELECT count(*), sum(events), sum(sections), sum(has_cart) FROM ({SESSIONS})",
    "events by section and hour": "SELECT section, CAST(arrived AS STRING) AS arrived, events FROM (SELECT section,"
    " date_trunc('hour', arrival_time) AS arrived, count(*) AS events FROM events GROUP BY section, date_trunc('hour', arrival_time))"
    " ORDER BY section, arrived",
    "positions that are there twice": "SELECT count(*) FROM (SELECT shard_id, sequence_number, sub_sequence_number FROM events"
    " GROUP BY shard_id, sequence_number, sub_sequence_number HAVING count(*) > 1)",
}


def spark_objects():
    rows = spark.read.schema(COLUMNS).option("basePath", f"{FOLDER}/events/").parquet(f"{FOLDER}/events/")
    rows.createOrReplaceTempView("events")


def spark_table():
    spark.table(ON_DISK).createOrReplaceTempView("events")


def spark_memory():
    spark.table("in_memory").createOrReplaceTempView("events")


def copy_table():
    """Puts the table on the local disk, where the objects are, as Iceberg's own procedures copy tables. Returns its files."""
    to, staged = (f"{WORK}/{name}" for name in ("table", "staged"))
    shutil.rmtree(to, ignore_errors=True)
    source = f"s3://{OUT['lakeBucket']}/sealed"
    rewritten = spark.sql(
        f"CALL lake.system.rewrite_table_path(table => '{TABLE}', source_prefix => '{source}', target_prefix => 'file:{to}',"
        f" staging_location => 'file:{staged}')"
    ).first()
    for row in spark.read.csv(rewritten.file_list_location).collect():
        place = pathlib.Path(row[1].removeprefix("file:"))
        place.parent.mkdir(parents=True, exist_ok=True)
        copied = row[0].removeprefix("file:") if row[0].startswith("file:") else row[0].replace(source, f"{FOLDER}/sealed")
        shutil.copyfile(copied, place)
    spark.sql(f"DROP TABLE IF EXISTS {ON_DISK}")
    spark.sql(f"CALL lake.system.register_table('{ON_DISK}', 'file:{to}/{OUT['sealedTable']}/metadata/{rewritten.latest_version}')")
    return [row[0].removeprefix("file:") for row in spark.sql(f"SELECT file_path FROM {ON_DISK}.files").collect()]


def in_spark(query):
    return [tuple(map(str, row)) for row in spark.sql(query).collect()]


def duckdb_objects():
    files = f"read_parquet('{FOLDER}/events/*/*/*/*.parquet', hive_partitioning = true, hive_types_autocast = false)"
    connection.execute(f"CREATE OR REPLACE VIEW events AS FROM {files}")


def duckdb_table():
    connection.execute(f"CREATE OR REPLACE VIEW events AS FROM read_parquet({files!r}, hive_partitioning = false)")


def in_duckdb(query):
    return [tuple(map(str, row)) for row in connection.sql(query).fetchall()]


ENGINES = {
    "PySpark": (in_spark, {"objects": spark_objects, "table": spark_table, "memory": spark_memory}),
    "DuckDB": (in_duckdb, {"objects": duckdb_objects, "table": duckdb_table}),
}


def timed(run, opened, query):
    start = time.perf_counter()
    opened()
    answer = run(query)
    return 1000 * (time.perf_counter() - start), answer


builder = SparkSession.builder.master("local[2]").config("spark.jars", JARS).config("spark.sql.session.timeZone", "UTC")
builder = builder.config("spark.ui.enabled", "false").config("spark.ui.showConsoleProgress", "false")
builder = builder.config("spark.sql.extensions", "org.apache.iceberg.spark.extensions.IcebergSparkSessionExtensions")
builder = builder.config("spark.driver.memory", "3g").config("spark.sql.shuffle.partitions", "4")
for key, value in {
    "": "org.apache.iceberg.spark.SparkCatalog",
    ".catalog-impl": "org.apache.iceberg.aws.glue.GlueCatalog",
    ".io-impl": "org.apache.iceberg.io.ResolvingFileIO",
    ".warehouse": f"s3://{OUT['lakeBucket']}/sealed",
    ".glue.endpoint": OUT["glueEndpoint"],
    ".s3.endpoint": OUT["s3Endpoint"],
    ".s3.path-style-access": "true",
    ".client.region": OUT["region"],
}.items():
    builder = builder.config(f"spark.sql.catalog.lake{key}", value)
spark = builder.getOrCreate()
connection = duckdb.connect(config={"enable_object_cache": False})
connection.execute("SET TimeZone = 'UTC'")
objects = glob.glob(f"{FOLDER}/events/*/*/*/*.parquet")
files = copy_table()
sizes = [sum(map(os.path.getsize, each)) / 1e6 for each in (objects, files)]
lines = []


def line(what, unit, samples, compared="NO"):
    lines.append({"what": what, "unit": unit, "samples": samples, "compared": compared})
    print(f"{what}: {statistics.median(samples):,.2f} {unit}", flush=True)


line("rows", "", [connection.sql(f"SELECT count(*) FROM read_parquet({files!r})").fetchone()[0]])
line("objects", "", [len(objects)])
line("table, files", "", [len(files)])
line("objects ÷ table, files", "×", [len(objects) / len(files)], "HIGHER_IS_BETTER")
line("objects, size", "MB", [sizes[0]])
line("table, size", "MB", [sizes[1]])
used = "shard_id, sequence_number, sub_sequence_number, arrival_time, section, userid, membership_status, is_cart_empty"
spark.sql(f"CACHE TABLE in_memory AS SELECT {used} FROM {ON_DISK}")
for engine, (run, sources) in ENGINES.items():
    for question, query in QUESTIONS.items():
        took = {source: [] for source in sources}
        for round_ in range(ROUNDS + 1):
            answers = {}
            for source, opened in sources.items():
                milliseconds, answers[source] = timed(run, opened, query)
                if round_ > 0:  # the first warms up
                    took[source].append(milliseconds)
            assert all(answer == answers["objects"] for answer in answers.values()), (question, answers)
        for source, samples in took.items():
            line(f"{engine}, {question}: {source}", "ms", samples)
        ratios = [a / b for a, b in zip(took["objects"], took["table"], strict=True)]
        line(f"{engine}, {question}: objects ÷ table", "×", ratios, "HIGHER_IS_BETTER")
with open(FIGURES, "w") as out:
    json.dump(lines, out)
