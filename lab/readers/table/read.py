"""
Prints what a reader finds in the table, one figure a line: sums by section and hour, and one user's rows.
The arguments are the reader, the stack's outputs, the folder of S3's buckets, and jars for Spark.
"""

import glob
import importlib.util
import json
import os
import sys

import figures

READER, OUTPUTS, BUCKETS = sys.argv[1:4]
OUT = json.load(open(OUTPUTS))
TABLE = "sealed_events"
USER = "user-7"
ONE_USER = f"SELECT uuid FROM {{events}} WHERE userid = '{USER}' ORDER BY uuid"


def show(run, events, hour=figures.IN_DUCKDB):
    print(*figures.lines(run(figures.FIGURES.format(hour=hour, events=events))), sep="\n")
    print(*figures.lines(run(ONE_USER.format(events=events))), sep="\n")


def raw():
    """From the objects; of copies, the newest attempt's."""
    import duckdb

    files = f"{BUCKETS}/{OUT['lakeBucket']}/events/*/*/*/*.parquet"
    attempts = (
        f"SELECT file_name AS filename, decode(value) AS attempt FROM parquet_kv_metadata('{files}') WHERE key = 'kinesis-lake.attempt'"
    )
    objects = f"read_parquet('{files}', union_by_name = true, hive_partitioning = true, hive_types_autocast = false, filename = true)"
    duckdb.sql(
        f"CREATE TABLE events AS {figures.ONE_A_POSITION}"
        f" FROM {objects} LEFT JOIN ({attempts}) USING (filename)"
        " ORDER BY shard_id, sequence_number, sub_sequence_number, attempt DESC"
    )
    show(lambda query: duckdb.sql(query).fetchall(), "events")


def metadata():
    import boto3

    glue = boto3.client("glue", endpoint_url=OUT["glueEndpoint"], region_name=OUT["region"])
    table = glue.get_table(DatabaseName=OUT["glueDatabase"], Name=TABLE)["Table"]
    return table["Parameters"]["metadata_location"]


def pyiceberg():
    import duckdb
    from pyiceberg.catalog.glue import GlueCatalog

    keys = {"access-key-id": "test", "secret-access-key": "test", "region": OUT["region"]}
    properties = {f"{service}.{key}": value for service in ("s3", "glue") for key, value in keys.items()}
    properties |= {"s3.endpoint": OUT["s3Endpoint"], "glue.endpoint": OUT["glueEndpoint"]}
    found = GlueCatalog("glue", **properties).load_table((OUT["glueDatabase"], TABLE))
    everything = found.scan().to_arrow()
    filtered = found.scan(row_filter=f"userid = '{USER}'").to_arrow().num_rows
    assert filtered == everything["userid"].to_pylist().count(USER), filtered
    assert not list(found.scan(row_filter="userid = '~'").plan_files()), "bounds don't leave out files"
    connection = duckdb.connect()
    connection.register("everything", everything)
    show(lambda query: connection.execute(query).fetchall(), "everything")


def duckdb_extension():
    import duckdb

    connection = duckdb.connect(config={"allow_unsigned_extensions": True})
    for name in ("avro", "iceberg"):
        package = os.path.dirname(importlib.util.find_spec(f"duckdb_extension_{name}").origin)
        library = glob.glob(f"{package}/**/*.duckdb_extension", recursive=True)[0]
        connection.execute(f"LOAD '{library}'")
    # The files' places are those in S3.
    folder, name = metadata().replace("s3:/", BUCKETS).split("/metadata/")
    version = name.removesuffix(".metadata.json")
    show(
        lambda query: connection.execute(query).fetchall(),
        f"iceberg_scan('{folder}', allow_moved_paths = true, version = '{version}')",
    )


def pyspark():
    from pyspark.sql import SparkSession

    catalog = {
        "": "org.apache.iceberg.spark.SparkCatalog",
        ".catalog-impl": "org.apache.iceberg.aws.glue.GlueCatalog",
        ".io-impl": "org.apache.iceberg.aws.s3.S3FileIO",
        ".glue.endpoint": OUT["glueEndpoint"],
        ".s3.endpoint": OUT["s3Endpoint"],
        ".s3.path-style-access": "true",
        ".client.region": OUT["region"],
        ".warehouse": f"s3://{OUT['lakeBucket']}/sealed",
    }
    builder = SparkSession.builder.master("local[2]").config("spark.jars", sys.argv[4])
    builder = builder.config("spark.ui.enabled", "false").config("spark.ui.showConsoleProgress", "false")
    for key, value in catalog.items():
        builder = builder.config(f"spark.sql.catalog.lake{key}", value)
    spark = builder.getOrCreate()
    show(lambda query: spark.sql(query).collect(), f"lake.{OUT['glueDatabase']}.{TABLE}", figures.IN_SPARK)


{"raw": raw, "pyiceberg": pyiceberg, "duckdb": duckdb_extension, "pyspark": pyspark}[READER]()
