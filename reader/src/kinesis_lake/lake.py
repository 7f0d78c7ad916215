"""The lake, and a selection of its events."""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from kinesis_lake import arrow, duck, spark, table
from kinesis_lake.hours import FIRST, LAST, Folder, folders, utc
from kinesis_lake.stack import LakeError, Stack

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection, DuckDBPyRelation
    from pyspark.sql import DataFrame, SparkSession

MAX_SHOWN = 5


def open_lake(outputs: Mapping[str, Any] | str | os.PathLike[str]) -> Lake:
    """Opens a stack's lake by the stack's outputs, or by a file of them."""
    return Lake(Stack.of(outputs))


@dataclass(frozen=True)
class Lake:
    """
    A stack's events. With a time, they are those that the table had then.
    """

    stack: Stack
    time: datetime | None = None

    @property
    def sealed_through(self) -> datetime | None:
        """Up to when each hour is sealed: no row arrives before it any more, except for late ones. None before the first time."""
        sealed = table.load(self.stack)
        return sealed.through if sealed else None

    def as_of(self, time: datetime) -> Lake:
        """
        The table as it was: the same rows each time, as long as its snapshots are kept. It has no hours that weren't in the table then.
        """
        return Lake(self.stack, utc("as_of", time))

    def events(self, since: datetime | None = None, until: datetime | None = None, sections: Collection[str] | None = None) -> Events:
        """
        Events that arrived in [since, until), one row a position. Hours that are sealed by now come from the table, later ones from the
        lake's objects. Which hour comes from where is decided here, once: what is sealed meanwhile changes nothing.
        """
        begin = utc("since", since) if since is not None else FIRST
        end = utc("until", until) if until is not None else LAST
        if begin > end:
            raise LakeError(f"since is {begin.isoformat()}, allowed is a time up to until, {end.isoformat()}")
        if isinstance(sections, str):
            raise LakeError(f"sections is {sections!r}, allowed is a list: [{sections!r}]")
        chosen = None if sections is None else tuple(dict.fromkeys(sections))
        for section in chosen or ():
            if not isinstance(section, str):
                raise LakeError(f"a section is {section!r}, allowed is a string")
        sealed = table.load(self.stack)
        if self.time is not None:
            if sealed is None:
                raise LakeError(f"as_of is {self.time.isoformat()}: nothing has been sealed yet")
            sealed = sealed.as_of(self.time)
            border = end
        else:
            border = sealed.through if sealed and sealed.through else FIRST
        raw = tuple(
            folders(table.filesystem(self.stack), f"{self.stack.bucket}/events", max(begin, border), end, chosen) if border < end else ()
        )
        has_sealed = sealed is not None and sealed.snapshot_id is not None and begin < border
        return Events(
            stack=self.stack,
            columns=table.columns(self.stack, sealed),
            since=begin,
            border=min(max(begin, border), end),
            until=end,
            sections=chosen,
            sealed=sealed if has_sealed else None,
            raw=raw,
        )


@dataclass(frozen=True)
class Events:
    """
    Chosen events: sealed hours of [since, border) in a snapshot of the table, and the folders of the hours of [border, until). Printing it
    shows what would be read.
    """

    stack: Stack
    columns: pa.Schema
    since: datetime
    border: datetime
    until: datetime
    sections: tuple[str, ...] | None
    sealed: table.Sealed | None
    raw: tuple[Folder, ...]

    def arrow(self) -> pa.Table:
        """All rows, in memory."""
        return arrow.read(self)

    def pandas(self) -> Any:
        """All rows, in memory."""
        return self.arrow().to_pandas()

    def duckdb(self, connection: DuckDBPyConnection | None = None) -> DuckDBPyRelation:
        """A relation, which DuckDB reads when it is asked for rows."""
        return duck.relation(self, connection)

    def spark(self, session: SparkSession, scheme: str = "s3a") -> DataFrame:
        """
        A data frame, which Spark reads when it is asked for rows. The scheme is how Spark reads S3: s3a, or s3 on EMR and Glue.
        """
        return spark.frame(self, session, scheme)

    def data_files(self) -> list[str]:
        """The table's files that may have rows of these events, by its partitions and statistics."""
        if self.sealed is None:
            return []
        tasks = list(self.sealed.scan(self.since, self.border, self.sections).plan_files())
        if any(task.delete_files for task in tasks):
            raise LakeError("the table has delete files, which sealing never writes: read it with Spark, or run ./lake seal")
        return [task.file.file_path for task in tasks]

    def __str__(self) -> str:
        lines = [f"events of [{_time(self.since)}, {_time(self.until)}), sections: {_list(self.sections)}"]
        if self.sealed:
            files = list(self.sealed.scan(self.since, self.border, self.sections).plan_files())
            size = sum(task.file.file_size_in_bytes for task in files)
            lines.append(
                f"  before {_time(self.border)}: {len(files)} files, {size / 1e6:.1f} MB, in the table's snapshot {self.sealed.snapshot_id}"
            )
        objects = sum(len(folder.objects) for folder in self.raw)
        size = sum(folder.size for folder in self.raw)
        lines.append(f"  from {_time(self.border)} on: {objects} objects, {size / 1e6:.1f} MB, in {len(self.raw)} folders")
        lines += [f"    {folder.path}" for folder in self.raw[:MAX_SHOWN]]
        if len(self.raw) > MAX_SHOWN:
            lines.append(f"    and {len(self.raw) - MAX_SHOWN} more")
        return "\n".join(lines)


def _time(time: datetime) -> str:
    return "the beginning" if time == FIRST else "now" if time == LAST else f"{time:%Y-%m-%dT%H:%M:%SZ}"


def _list(sections: tuple[str, ...] | None) -> str:
    return "all" if sections is None else ", ".join(sections)
