"""Reads events into memory."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.fs as fs
import pyarrow.parquet as pq

from kinesis_lake import table
from kinesis_lake.hours import Folder

if TYPE_CHECKING:
    from kinesis_lake.lake import Events

POSITION = ["shard_id", "sequence_number", "sub_sequence_number"]
PARALLEL = 16


def read(events: Events) -> pa.Table:
    parts = [events.columns.empty_table()]
    if events.sealed:
        rows = events.sealed.scan(events.since, events.border, events.sections).to_arrow()
        parts.append(_shaped(rows, events.columns, None))
    if events.raw:
        parts.append(_raw(events))
    return pa.concat_tables(parts)


def _raw(events: Events) -> pa.Table:
    files = table.filesystem(events.stack)
    objects = [(folder, name) for folder in events.raw for name in folder.objects]
    with ThreadPoolExecutor(PARALLEL) as threads:
        rows = pa.concat_tables(threads.map(lambda found: _object(files, events.columns, *found), objects))
    arrival = pc.field("arrival_time")
    rows = rows.filter((arrival >= pa.scalar(events.border)) & (arrival < pa.scalar(events.until)))
    numbered = rows.select(POSITION).append_column("row", pa.array(range(rows.num_rows), pa.int64()))
    firsts = numbered.group_by(POSITION).aggregate([("row", "min")])["row_min"]
    return rows if len(firsts) == rows.num_rows else rows.take(firsts)


def _object(files: fs.FileSystem, columns: pa.Schema, folder: Folder, name: str) -> pa.Table:
    # Not by its path, which pyarrow would look into for columns.
    with files.open_input_file(name) as source:
        return _shaped(pq.read_table(source), columns, folder.section)


def _shaped(rows: pa.Table, columns: pa.Schema, section: str | None) -> pa.Table:
    """The columns, null where a file doesn't have one. The section is the folder's, as files of earlier versions have none."""
    places = {name.lower(): place for place, name in enumerate(rows.column_names)}

    def column(field: pa.Field) -> pa.Array | pa.ChunkedArray:
        if field.name == "section" and section is not None:
            return pa.repeat(pa.scalar(section, field.type), rows.num_rows)
        place = places.get(field.name.lower())
        return pa.nulls(rows.num_rows, field.type) if place is None else rows.column(place).cast(field.type)

    nullable = pa.schema([pa.field(field.name, field.type) for field in columns])
    return pa.table([column(field) for field in columns], schema=nullable)
