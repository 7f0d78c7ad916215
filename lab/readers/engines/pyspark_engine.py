"""Spark, in the ways in which it reads Parquet."""

import pyspark
from engine import Engine, attempt, run, write_answer
from pyspark.sql import SparkSession, functions as f
from pyspark.sql.types import BooleanType, LongType, NumericType, TimestampType

SESSION = (
    SparkSession.builder.master("local[2]")
    .config("spark.ui.enabled", "false")
    .config("spark.ui.showConsoleProgress", "false")
    .config("spark.driver.memory", "2g")
    # Many short queries: the second compiler would take longer than it saves.
    .config("spark.driver.extraJavaOptions", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")
    .config("spark.sql.session.timeZone", "UTC")
    .config("spark.sql.shuffle.partitions", "1")
    .config("spark.sql.sources.partitionColumnTypeInference.enabled", "false")
    .config("spark.log.level", "OFF")
    .getOrCreate()
)


class Spark(Engine):

    def __init__(self, **settings):
        self.settings = settings

    def read(self, data):
        for key, value in self.settings.items():
            SESSION.conf.set("spark.sql." + key.replace("_", "."), value)
        reader = SESSION.read.option("mergeSchema", "true")
        if data.in_folders:
            return reader.option("basePath", data.root).parquet(data.root)
        return reader.parquet(*data.paths)

    def rows(self, table):
        return table.toArrow()

    def count(self, table):
        return table.count()

    def aggregates(self, table, function, columns):
        """All at once, since a query costs Spark a tenth of a second; but min and max are pushed down for single numbers only."""
        numbers = []
        if function != "count" and self.settings["parquet_aggregatePushdown"] == "true":
            numbers = [name for name in columns if isinstance(table.schema[name].dataType, (NumericType, BooleanType))]
        found = self.at_once(table, function, [name for name in columns if name not in numbers])
        for name in numbers:
            alone = attempt(lambda name=name: self.at_once(table, function, [name]))
            found[name] = alone.get(name, alone)
        return found

    def at_once(self, table, function, columns):
        row = table.agg(*(getattr(f, function)(name).alias(name) for name in columns))
        return row.selectExpr(*(self.plain(row.schema[name]) for name in columns)).first().asDict()

    @staticmethod
    def plain(field):
        return f"unix_micros({field.name}) AS {field.name}" if isinstance(field.dataType, TimestampType) else field.name

    def where(self, table, column, operator, value):
        literal = f.timestamp_micros(f.lit(value).cast(LongType())) if isinstance(
            table.schema[column].dataType, TimestampType) else f.lit(value)
        compare = {"=": f.col(column) == literal, "<": f.col(column) < literal, ">": f.col(column) > literal}[operator]
        if self.settings["parquet_aggregatePushdown"] == "true":
            return None
        return [row[0] for row in table.where(compare).select("sequence_number").collect()]


V2 = dict(sources_useV1SourceList="", parquet_aggregatePushdown="true")
V1 = dict(sources_useV1SourceList="parquet", parquet_aggregatePushdown="false")

if __name__ == "__main__":
    version = f"pyspark-{pyspark.__version__}"
    run({
        version: Spark(parquet_enableVectorizedReader="true", **V1),
        version + "-row-by-row": Spark(parquet_enableVectorizedReader="false", **V1),
        version + "-aggregate-push-down": Spark(parquet_enableVectorizedReader="true", **V2),
    }, ask=write_answer)
