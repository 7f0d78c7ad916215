"""
A training set from the lake's events: the sessions of each user, and whether the cart had something in it.

    python training_set.py outputs.json sessions.parquet

A session ends after 30 minutes without an event. The features are of the session; `has_cart` is what a model would predict.
"""

import argparse
from datetime import datetime, timedelta, timezone

import kinesis_lake

# The same in DuckDB and Spark. Events of one moment have no order: the sum takes them together, so they are of one session.
SESSIONS = """
    WITH steps AS (
        SELECT *, lag(arrival_time) OVER (PARTITION BY userid ORDER BY arrival_time) AS previous FROM events WHERE userid IS NOT NULL
    ), numbered AS (
        SELECT *, sum(CASE WHEN previous >= arrival_time - INTERVAL 30 MINUTE THEN 0 ELSE 1 END)
            OVER (PARTITION BY userid ORDER BY arrival_time) AS session
        FROM steps
    )
    SELECT userid, CAST(session AS INT) AS session, min(arrival_time) AS started, CAST(count(*) AS INT) AS events,
        CAST(count(DISTINCT section) AS INT) AS sections, max(membership_status) AS membership_status,
        max(CASE WHEN is_cart_empty = 'False' THEN 1 ELSE 0 END) AS has_cart
    FROM numbered GROUP BY userid, session ORDER BY userid, session"""


def main() -> None:
    parser = argparse.ArgumentParser(description="Writes a training set: sessions by user, with cart status.")
    parser.add_argument("outputs", help="a file with the stack's outputs")
    parser.add_argument("file", help="where the training set goes (Parquet)")
    parser.add_argument("--days", type=int, default=7, help="how many days back (default: 7)")
    parser.add_argument("--spark", metavar="JARS", nargs="?", const="", help="use PySpark, with these jars instead of Maven's")
    args = parser.parse_args()

    lake = kinesis_lake.open(args.outputs)
    events = lake.events(since=datetime.now(timezone.utc) - timedelta(days=args.days))
    print(events)
    if args.spark is None:
        with_duckdb(events, args.file)
    else:
        with_spark(events, args.file, args.spark)


def with_duckdb(events: kinesis_lake.Events, file: str) -> None:
    import duckdb

    connection = duckdb.connect()
    events.duckdb(connection).create_view("events")
    sessions = connection.sql(SESSIONS)
    sessions.write_parquet(file)
    print(sessions.limit(5))


def with_spark(events: kinesis_lake.Events, file: str, jars: str) -> None:
    from pyspark.sql import SparkSession

    libraries = ("spark.jars", jars) if jars else ("spark.jars.packages", kinesis_lake.spark_packages())
    spark = SparkSession.builder.config(*libraries).config("spark.sql.session.timeZone", "UTC").getOrCreate()
    # Otherwise Spark writes times that other readers take for local ones.
    spark.conf.set("spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS")
    events.spark(spark).createOrReplaceTempView("events")
    sessions = spark.sql(SESSIONS)
    sessions.coalesce(1).write.mode("overwrite").parquet(file)
    sessions.show(5)


if __name__ == "__main__":
    main()
