"""Arrow's reader in C++, by its Python binding."""

import operator

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as ds
import pyarrow.parquet as pq
from engine import Engine, run, values

COMPARE = {"=": operator.eq, "<": operator.lt, ">": operator.gt}
PARTITIONS = pa.schema([("section", pa.string()), ("dt", pa.string()), ("hour", pa.string())])


class PyArrow(Engine):

    def read(self, data):
        source, partitioning = data.paths, None
        if data.in_folders:
            source, partitioning = data.root, ds.partitioning(PARTITIONS, flavor="hive")
        schema = pa.unify_schemas(
            [pq.read_schema(path).remove_metadata() for path in data.paths]
            + ([PARTITIONS] if data.in_folders else []))
        return ds.dataset(source, schema=schema, format="parquet", partitioning=partitioning)

    def rows(self, table):
        return table.to_table()

    def count(self, table):
        return table.count_rows()

    def aggregate(self, table, function, column):
        of = table.to_table(columns=[column])[column]
        if function == "count":
            return pc.count(of).as_py()
        # MinMax has no kernel for every type of every version: strings have one, dictionaries don't.
        return values(pa.chunked_array([pa.array([pc.min_max(of)[function].as_py()], of.type)]))[0]

    def where(self, table, column, operator, value):
        kind = table.schema.field(column).type
        scalar = pa.scalar(value, pa.int64()).cast(kind) if pa.types.is_timestamp(kind) else pa.scalar(value, kind)
        found = table.to_table(columns=["sequence_number"], filter=COMPARE[operator](ds.field(column), scalar))
        return found["sequence_number"].to_pylist()

    def footer(self, path):
        file = pq.ParquetFile(path)
        group = file.metadata.row_group(0)
        found = {}
        for i in range(group.num_columns):
            chunk = group.column(i)
            statistics = chunk.statistics
            nulls = low = high = None
            if statistics is not None:
                if statistics.has_null_count:
                    nulls = statistics.null_count
                if statistics.has_min_max:
                    low, high = statistics.min_raw, statistics.max_raw
                    if isinstance(low, bytes):
                        low, high = low.decode(), high.decode()
            found[chunk.path_in_schema] = (nulls, low, high)
        return found


if __name__ == "__main__":
    run({f"pyarrow-{pa.__version__}": PyArrow()})
