"""
Builds one section's hour of the table with Spark, as `./lake seal` does it: one row a position, of copies the newest attempt's, sorted by
user and arrival. For hours that are too large for one machine.

    spark-submit seal_hour.py --bucket my-lake --database kinesis_lake_prod --section Electronics --hour 2026-11-29T12

README.md beside it has the settings of Spark that it needs.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import sys
import uuid
from datetime import datetime, timedelta, timezone
from typing import Any

import boto3
from pyspark.sql import Column, DataFrame, SparkSession
from pyspark.sql import functions as f
from pyspark.sql.window import Window

TABLE = "sealed_events"
POSITION = ["shard_id", "sequence_number", "sub_sequence_number"]
ORDER = ["userid", "arrival_time", *POSITION]
FILE_BYTES = 384_000_000
# As `./lake seal` computes it, so that it knows what this job's files are built from (Inputs in the module table).
RECIPE = "1"
# Spark names files itself. So a property says what they are built from, by the id that Spark has put into the names of one write.
MARK = "built_from."
WRITE_ID = re.compile(r".*/\d+-\d+-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})-\d+-\d+\.parquet")
ESCAPED = re.compile(r"[\x00-\x1f\"#%'*/:=?\\{\[\]^\x7f]")


def main() -> int:
    args = arguments()
    spark = SparkSession.builder.appName(f"seal {args.section} {args.hour:%Y-%m-%dT%H}").getOrCreate()
    spark.conf.set("spark.sql.session.timeZone", "UTC")
    table = f"{args.catalog}.`{args.database}`.{TABLE}"
    # In this order: what is listed after the table was loaded is newer than what is in it.
    base = spark.sql(f"SELECT snapshot_id FROM {table}.refs WHERE name = 'main'").collect()
    s3 = boto3.client("s3")
    section = ESCAPED.sub(lambda found: f"%{ord(found.group()):02X}", args.section)
    folder = f"events/section={section}/dt={args.hour:%Y-%m-%d}/hour={args.hour:%H}"
    objects = listed(s3, args.bucket, folder)
    if not objects:
        print(f"there are no objects below s3://{args.bucket}/{folder}/", file=sys.stderr)
        return 1
    root = args.files or f"s3://{args.bucket}"
    rows = read(spark, table, args.section, [f"{root}/{key}" for key, _, _ in objects])
    found = rows.agg(f.count("*"), f.min("arrival_time"), f.max("arrival_time"), f.sum(within(args.hour).cast("long"))).collect()[0]
    if found[0] != (found[3] or 0):
        print(f"{folder} has rows that arrived at other times: {found[0]} rows, {found[3]} of the hour", file=sys.stderr)
        return 1
    rows = without_copies(s3, args.bucket, folder, rows, [key for key, _, _ in objects])
    files = max(1, -(-sum(size for _, _, size in objects) // FILE_BYTES))
    order = [f.col(name).asc_nulls_last() for name in ORDER]
    ordered = rows.repartitionByRange(files, *order) if files > 1 else rows.coalesce(1)
    write(spark, table, args, ordered.sortWithinPartitions(*order), base, inputs(objects))
    return 0


def arguments() -> Any:
    parser = argparse.ArgumentParser(description="Builds one section's hour of the table.")
    parser.add_argument("--bucket", required=True, help="the stack's output lakeBucket")
    parser.add_argument("--database", required=True, help="the stack's output glueDatabase")
    parser.add_argument("--section", required=True)
    parser.add_argument("--hour", required=True, type=hour, help="UTC, such as 2026-11-29T12")
    parser.add_argument("--catalog", default="lake", help="Spark's name of the Iceberg catalog (default: lake)")
    parser.add_argument("--files", help="how Spark reaches the bucket (default: s3://BUCKET; s3a://BUCKET outside of EMR and Glue)")
    return parser.parse_args()


def hour(text: str) -> datetime:
    return datetime.strptime(text, "%Y-%m-%dT%H").replace(tzinfo=timezone.utc)


def listed(s3: Any, bucket: str, folder: str) -> list[tuple[str, str, int]]:
    """Keys, ETags and sizes, in the keys' order."""
    pages = s3.get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=folder + "/")
    objects = [(each["Key"], each["ETag"], each["Size"]) for page in pages for each in page.get("Contents", [])]
    return [each for each in objects if each[0].endswith(".parquet") and "/" not in each[0][len(folder) + 1 :]]


def inputs(objects: list[tuple[str, str, int]]) -> str:
    text = RECIPE + "".join(f"\n{key}\n{etag}" for key, etag, _ in objects)
    return f"{hashlib.sha256(text.encode()).hexdigest()[:32]}-{len(objects)}"


def read(spark: SparkSession, table: str, section: str, paths: list[str]) -> DataFrame:
    """The table's columns, null where an object doesn't have one."""
    schema = spark.table(table).schema
    for field in schema:
        field.nullable = True
    # Not by their folder: its names would become columns.
    rows = spark.read.schema(schema).option("recursiveFileLookup", "true").parquet(*paths)
    return rows.withColumn("section", f.lit(section)).withColumn("file", f.col("_metadata.file_name"))


def within(hour: datetime) -> Column:
    begin, end = (f.lit(time.isoformat(" ")).cast("timestamp") for time in (hour, hour + timedelta(hours=1)))
    return (f.col("arrival_time") >= begin) & (f.col("arrival_time") < end)


def without_copies(s3: Any, bucket: str, folder: str, rows: DataFrame, keys: list[str]) -> DataFrame:
    """Mostly there are none: to look for them, only positions are shuffled."""
    same = [f.col(f"one.{name}").eqNullSafe(f.col(f"other.{name}")) for name in POSITION]
    places = rows.select(*POSITION, "file")
    twice = places.groupBy(*POSITION).count().where("count > 1").drop("count")
    copies = places.alias("one").join(twice.alias("other"), same, "leftsemi").collect()
    if not copies:
        return rows.drop("file")
    names = {copy["file"] for copy in copies}
    found = [(attempt(s3, bucket, key), place, key.rsplit("/", 1)[1]) for place, key in enumerate(keys) if key.rsplit("/", 1)[1] in names]
    age = rows.sparkSession.createDataFrame([(name, number) for number, (_, _, name) in enumerate(sorted(found))], "file STRING, age INT")
    newest = Window.partitionBy(*POSITION).orderBy(f.col("age").desc())
    older = rows.sparkSession.createDataFrame(copies, places.schema).join(age, "file")
    older = older.withColumn("number", f.row_number().over(newest)).where("number > 1")
    same.append(f.col("one.file") == f.col("other.file"))
    return rows.alias("one").join(f.broadcast(older).alias("other"), same, "leftanti").drop("file")


def attempt(s3: Any, bucket: str, key: str) -> tuple[bool, str, str, str]:
    """Compares by age. An object of an earlier version has none, and is the oldest."""
    start, _, request = s3.head_object(Bucket=bucket, Key=key)["Metadata"].get("attempt", "").partition(" ")
    second, _, fraction = start.rstrip("Z").partition(".")
    return bool(request), second, fraction.ljust(9, "0"), request


def write(spark: SparkSession, table: str, args: Any, rows: DataFrame, base: list[Any], built_from: str) -> None:
    """Replaces the hour, unless somebody else has done so since the table was loaded. Then says what it is built from."""
    run = str(uuid.uuid4())
    writer = rows.writeTo(table).option("use-table-distribution-and-ordering", "false").option("snapshot-property.run", run)
    if base:
        writer = writer.option("validate-from-snapshot-id", str(base[0][0])).option("isolation-level", "serializable")
    writer.overwrite((f.col("section") == args.section) & within(args.hour))
    # Stopped here, the next run of ./lake seal, or of this job, builds the hour again.
    properties = spark.sql(f"SHOW TBLPROPERTIES {table}").collect()
    entries = spark.sql(
        f"SELECT data_file.file_path AS file, summary['run'] = '{run}' AS mine FROM {table}.entries JOIN {table}.snapshots"
        " USING (snapshot_id) WHERE status < 2"
    ).collect()
    ids = {found.group(1): bool(entry["mine"]) for entry in entries if (found := WRITE_ID.fullmatch(entry["file"]))}
    for own in (name for name, mine in ids.items() if mine):
        spark.sql(f"ALTER TABLE {table} SET TBLPROPERTIES ('{MARK}{own}' = '{built_from}')")
    gone = [p["key"] for p in properties if p["key"].startswith(MARK) and p["key"].removeprefix(MARK) not in ids]
    if gone:
        spark.sql(f"ALTER TABLE {table} UNSET TBLPROPERTIES ({', '.join(map(repr, gone))})")


if __name__ == "__main__":
    sys.exit(main())
