"""Polars' reader in Rust."""

import operator

import polars as pl
from engine import Engine, run

COMPARE = {"=": operator.eq, "<": operator.lt, ">": operator.gt}
PARTITIONS = {"section": pl.String, "dt": pl.String, "hour": pl.String}


class Polars(Engine):

    def read(self, data):
        if data.in_folders:
            frames = pl.scan_parquet(data.root, hive_partitioning=True, hive_schema=PARTITIONS, glob=False,
                                     missing_columns="insert", extra_columns="ignore", schema=self.schema(data))
        else:
            frames = pl.scan_parquet(data.paths, glob=False, missing_columns="insert", schema=self.schema(data))
        return frames

    @staticmethod
    def schema(data):
        schema = {}
        for path in data.paths:
            schema.update(pl.read_parquet_schema(path))
        return schema

    def rows(self, table):
        return table.collect().to_arrow()

    def count(self, table):
        return table.select(pl.len()).collect().item()

    def aggregate(self, table, function, column):
        of = getattr(pl.col(column), function)()
        if function != "count" and isinstance(table.collect_schema()[column], pl.Datetime):
            of = of.to_physical()
        return table.select(of).collect().item()

    def where(self, table, column, operator, value):
        kind = table.collect_schema()[column]
        literal = pl.lit(value, pl.Int64).cast(kind) if isinstance(kind, pl.Datetime) else pl.lit(value, kind)
        found = table.filter(COMPARE[operator](pl.col(column), literal)).select("sequence_number").collect()
        return found["sequence_number"].to_list()


if __name__ == "__main__":
    run({f"polars-{pl.__version__}": Polars()})
