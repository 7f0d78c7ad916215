"""DuckDB, whichever version is on the path."""

import sys

import duckdb
from engine import Engine, run

TYPES = {"string": "VARCHAR", "int32": "INTEGER", "int64": "BIGINT", "double": "DOUBLE", "boolean": "BOOLEAN",
         "timestamp": "TIMESTAMPTZ"}


def quoted(text):
    return "'" + text.replace("'", "''") + "'"


class DuckDb(Engine):

    def read(self, data):
        connection = duckdb.connect()
        connection.execute("SET TimeZone = 'UTC'")
        if data.in_folders:
            source = (f"read_parquet({quoted(data.root + '/*/*/*/*.parquet')}, union_by_name = true, "
                      "hive_partitioning = true, hive_types_autocast = false)")
        else:
            files = ", ".join(quoted(path) for path in data.paths)
            source = f"read_parquet([{files}], union_by_name = true)"
        connection.execute(f"CREATE VIEW t AS FROM {source}")
        return connection, data

    def rows(self, table):
        found = table[0].sql("FROM t")
        # Renamed in version 2.
        return found.to_arrow_table() if hasattr(found, "to_arrow_table") else found.fetch_arrow_table()

    def count(self, table):
        return self.one(table, "count(*)")

    def aggregate(self, table, function, column):
        of = f"{function}({column})"
        if function != "count" and table[1].columns[column] == "timestamp":
            of = f"epoch_us({of})"
        return self.one(table, of)

    def where(self, table, column, operator, value):
        parameter = "make_timestamptz(?)" if table[1].columns[column] == "timestamp" else "?"
        found = table[0].execute(f"SELECT sequence_number FROM t WHERE {column} {operator} {parameter}", [value])
        return [row[0] for row in found.fetchall()]

    @staticmethod
    def one(table, what):
        return table[0].execute(f"SELECT {what} FROM t").fetchone()[0]


if __name__ == "__main__":
    run({f"duckdb-{duckdb.__version__}": DuckDb()})
