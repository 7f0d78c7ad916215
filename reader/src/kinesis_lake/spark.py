"""Reads events with PySpark."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING

import pyarrow as pa

from kinesis_lake.stack import LakeError, Stack
from kinesis_lake.table import TABLE

if TYPE_CHECKING:
    from datetime import datetime

    from pyspark.sql import Column, DataFrame, SparkSession

    from kinesis_lake.lake import Events

ICEBERG = "1.12.0"
_RUNTIMES = {"3.5": "iceberg-spark-runtime-3.5_2.12", "4.1": "iceberg-spark-runtime-4.1_2.13"}

_TYPES = {
    pa.string(): "STRING",
    pa.int32(): "INT",
    pa.int64(): "BIGINT",
    pa.float64(): "DOUBLE",
    pa.bool_(): "BOOLEAN",
    pa.timestamp("us", "UTC"): "TIMESTAMP",
}


def packages() -> str:
    """What `spark.jars.packages` has to have for the installed PySpark."""
    try:
        import pyspark
    except ImportError:
        raise LakeError("PySpark isn't installed: pip install './reader[spark]'") from None
    version = ".".join(pyspark.__version__.split(".")[:2])
    if version not in _RUNTIMES:
        raise LakeError(
            f"PySpark is {pyspark.__version__}, allowed are {' and '.join(_RUNTIMES)}, which Iceberg {ICEBERG} has a runtime for"
        )
    return ",".join(f"org.apache.iceberg:{name}:{ICEBERG}" for name in (_RUNTIMES[version], "iceberg-aws-bundle"))


def frame(events: Events, session: SparkSession, scheme: str) -> DataFrame:
    from pyspark.sql import functions as f

    names = events.columns.names
    parts = []
    if events.sealed:
        catalog = _catalog(events.stack, session)
        place = f"{catalog}.`{events.stack.database}`.{TABLE}"
        rows = session.sql(f"SELECT * FROM {place} VERSION AS OF {events.sealed.snapshot_id}")
        rows = rows.where(_arrived(events.since, events.border))
        if events.sections is not None:
            rows = rows.where(f.col("section").isin(*events.sections))
        has = {name.lower() for name in rows.columns}
        missing = [field for field in events.columns if field.name.lower() not in has]
        rows = rows.withColumns({field.name: f.lit(None).cast(_TYPES[field.type]) for field in missing}) if missing else rows
        parts.append(rows.select(*names))
    if events.raw:
        rows = _objects(events, session, scheme).where(_arrived(events.border, events.until))
        parts.append(rows.dropDuplicates(["shard_id", "sequence_number", "sub_sequence_number"]).select(*names))
    if not parts:
        return session.createDataFrame([], _schema(events.columns))
    return reduce(lambda some, more: some.unionByName(more), parts)


def _objects(events: Events, session: SparkSession, scheme: str) -> DataFrame:
    """By folder: Spark lists these folders, and no others. The filter on their columns is in the plan."""
    from pyspark.sql import functions as f

    root = str(events.stack.folder) if events.stack.folder else f"{scheme}:/"
    reader = session.read.schema(_schema(events.columns) + ", dt STRING, hour STRING")
    reader = reader.option("basePath", f"{root}/{events.stack.bucket}/events/")
    rows = reader.parquet(*[f"{root}/{folder.path}" for folder in events.raw])
    days = sorted({f"{folder.hour:%Y-%m-%d}" for folder in events.raw})
    rows = rows.where(f.col("dt").between(days[0], days[-1]))
    hours = sorted({f"{folder.hour:%H}" for folder in events.raw})
    rows = rows.where(f.col("hour").isin(*hours))
    return rows if events.sections is None else rows.where(f.col("section").isin(*events.sections))


def _arrived(since: datetime, until: datetime) -> Column:
    # As text with its offset: PySpark would take a datetime for one of the machine's time zone.
    from pyspark.sql import functions as f

    def literal(time: datetime) -> Column:
        return f.lit(time.isoformat(" ")).cast("timestamp")

    return (f.col("arrival_time") >= literal(since)) & (f.col("arrival_time") < literal(until))


def _schema(columns: pa.Schema) -> str:
    return ", ".join(f"`{field.name}` {_TYPES[field.type]}" for field in columns)


def _catalog(stack: Stack, session: SparkSession) -> str:
    """A catalog of its own for each stack: Spark keeps what it has once loaded."""
    name = f"kinesis_lake_{stack.database}_{abs(hash(stack)):x}"
    settings = {
        "": "org.apache.iceberg.spark.SparkCatalog",
        ".catalog-impl": "org.apache.iceberg.aws.glue.GlueCatalog",
        ".io-impl": "org.apache.iceberg.aws.s3.S3FileIO",
        ".client.region": stack.region,
        ".warehouse": f"s3://{stack.bucket}/sealed",
        # A table that Spark has kept may not have the snapshot yet.
        ".cache-enabled": "false",
    }
    if stack.s3_endpoint and stack.glue_endpoint:
        settings |= {".s3.endpoint": stack.s3_endpoint, ".s3.path-style-access": "true", ".glue.endpoint": stack.glue_endpoint}
    for key, value in settings.items():
        session.conf.set(f"spark.sql.catalog.{name}{key}", value)
    return name
