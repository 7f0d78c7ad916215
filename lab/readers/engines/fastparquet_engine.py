"""fastparquet, a reader in Python, which gives pandas' frames."""

import operator

import fastparquet
import numpy as np
import pandas as pd
from engine import Engine, run

COMPARE = {"=": operator.eq, "<": operator.lt, ">": operator.gt}


class FastParquet(Engine):

    # It reads the path's values as numbers and times where they look like it. The section is read from the file.
    reads_folders = False

    def read(self, data):
        return [fastparquet.ParquetFile(path, pandas_nulls=True) for path in data.paths], data

    def rows(self, table):
        files, data = table
        found = {name: [] for name in data.columns if name not in data.of_path}
        for file in files:
            frame = file.to_pandas()
            for name in found:
                found[name] += self.plain(frame[name]) if name in frame else [None] * len(frame)
        return found

    @staticmethod
    def plain(series):
        if pd.api.types.is_datetime64_any_dtype(series):
            series = series.dt.tz_convert(None) if series.dt.tz is not None else series
            micros = series.astype("datetime64[us]").astype("int64")
            return [None if null else int(value) for null, value in zip(series.isna(), micros)]
        return [None if pd.isna(value) else value.item() if hasattr(value, "item") else value for value in series]

    def count(self, table):
        return sum(file.count() for file in table[0])

    def column(self, table, name):
        files, _ = table
        return [value for file in files if name in file.columns
                for value in self.plain(file.to_pandas(columns=[name])[name]) if value is not None]

    def aggregate(self, table, function, column):
        found = self.column(table, column)
        if function == "count":
            return len(found)
        return {"min": min, "max": max}[function](found, default=None)

    def where(self, table, column, operator, value):
        """By the statistics first. Its own filter of rows knows neither times with a zone nor nulls."""
        files, data = table
        literal = pd.Timestamp(value, unit="us") if data.columns[column] == "timestamp" else value
        condition = [(column, "==" if operator == "=" else operator, literal)]
        found = []
        for file in files:
            if column in file.columns:
                frame = file.to_pandas(columns=list({"sequence_number", column}), filters=condition)
                found += [number for number, cell in zip(frame["sequence_number"], self.plain(frame[column]))
                          if cell is not None and COMPARE[operator](cell, value)]
        return found

    def footer(self, path):
        file = fastparquet.ParquetFile(path)
        statistics = file.statistics
        return {name: tuple(self.bound(statistics[of][name][0]) for of in ("null_count", "min", "max")) for name in file.columns}

    @staticmethod
    def bound(value):
        if isinstance(value, bytes):
            return value.decode()
        if isinstance(value, np.datetime64):
            return int(value.astype("datetime64[us]").astype("int64"))
        return value.item() if hasattr(value, "item") else value


if __name__ == "__main__":
    run({f"fastparquet-{fastparquet.__version__}": FastParquet()})
