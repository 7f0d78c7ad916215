"""DataFusion, whichever version is on the path."""

import operator

import datafusion
import pyarrow as pa
import pyarrow.parquet as pq
from datafusion import SessionContext, col, lit
from engine import Engine, run, values

COMPARE = {"=": operator.eq, "<": operator.lt, ">": operator.gt}


class DataFusion(Engine):

    # A column that is in the path and in the file is an error to it. The section is read from the file.
    reads_folders = False

    def read(self, data):
        context = SessionContext()
        schema = pa.unify_schemas([pq.read_schema(path).remove_metadata() for path in data.paths])
        context.register_parquet("t", data.root if data.in_folders else data.folder, schema=schema)
        return context.table("t"), context, schema

    def rows(self, table):
        frame, _, schema = table
        return pa.Table.from_batches(frame.collect(), frame.schema())

    def count(self, table):
        return self.one(table, "count(*)")

    def aggregate(self, table, function, column):
        return self.one(table, f"{function}({column})")

    def where(self, table, column, operator, value):
        frame, _, schema = table
        kind = schema.field(column).type
        literal = lit(pa.scalar(value, pa.int64()).cast(kind)) if pa.types.is_timestamp(kind) else lit(value)
        found = frame.filter(COMPARE[operator](col(column), literal)).select(col("sequence_number")).collect()
        return [number for batch in found for number in batch.column(0).to_pylist()]

    @staticmethod
    def one(table, what):
        found = table[1].sql(f"SELECT {what} FROM t").collect()
        return values(pa.chunked_array([batch.column(0) for batch in found]))[0]


if __name__ == "__main__":
    run({f"datafusion-{datafusion.__version__}": DataFusion()})
