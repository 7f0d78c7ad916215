"""The table of sealed hours, as one version of its metadata has it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Any

import boto3
import pyarrow as pa
import pyarrow.fs as fs
from botocore.exceptions import ClientError
from pyiceberg.expressions import And, BooleanExpression, GreaterThanOrEqual, In, LessThan
from pyiceberg.io.pyarrow import schema_to_pyarrow
from pyiceberg.table import DataScan, StaticTable

from kinesis_lake.stack import LakeError, Stack

TABLE = "sealed_events"
SEALED_THROUGH = "sealed_through"

_TYPES = {
    "string": pa.string(),
    "int": pa.int32(),
    "bigint": pa.int64(),
    "double": pa.float64(),
    "boolean": pa.bool_(),
    "timestamp": pa.timestamp("us", "UTC"),
}


@dataclass(frozen=True)
class Sealed:
    """A snapshot of the table. Both it and what is said about it come from the same metadata file, which never changes."""

    table: StaticTable
    snapshot_id: int | None
    through: datetime | None

    def scan(self, since: datetime, until: datetime, sections: tuple[str, ...] | None) -> DataScan:
        # mypy takes the parameters for those that pydantic would generate.
        begin = GreaterThanOrEqual("arrival_time", since.isoformat())  # type: ignore[call-arg]
        end = LessThan("arrival_time", until.isoformat())  # type: ignore[call-arg]
        rows: BooleanExpression = And(begin, end)
        if sections is not None:
            rows = And(rows, In("section", set(sections)))  # type: ignore[call-arg]
        return self.table.scan(row_filter=rows, snapshot_id=self.snapshot_id)

    def schema(self) -> pa.Schema:
        return schema_to_pyarrow(self.table.schema(), include_field_ids=False)

    def as_of(self, time: datetime) -> Sealed:
        """The snapshot that was the table's at that time."""
        log = self.table.metadata.snapshot_log
        kept = {snapshot.snapshot_id for snapshot in self.table.metadata.snapshots}
        millis = int(time.timestamp() * 1000)
        before = [entry for entry in log if entry.timestamp_ms <= millis]
        if time > datetime.now(timezone.utc):
            raise LakeError(f"as_of is {time.isoformat()}, allowed is a time up to now")
        if not before or before[-1].snapshot_id not in kept:
            oldest = min((entry.timestamp_ms for entry in log if entry.snapshot_id in kept), default=None)
            allowed = (
                "nothing has been sealed yet" if oldest is None else f"the oldest snapshot that is kept is of {_time(oldest).isoformat()}"
            )
            raise LakeError(f"as_of is {time.isoformat()}: {allowed}")
        return Sealed(self.table, before[-1].snapshot_id, None)


def _time(millis: int) -> datetime:
    return datetime.fromtimestamp(millis / 1000, timezone.utc)


def load(stack: Stack) -> Sealed | None:
    """The table as it is; None before it is sealed for the first time."""
    found = _glue(stack, TABLE)
    if found is None:
        return None
    location = found["Parameters"]["metadata_location"]
    properties = {"s3.region": stack.region}
    if stack.s3_endpoint:
        properties |= {"s3.endpoint": stack.s3_endpoint, "s3.access-key-id": "test", "s3.secret-access-key": "test"}
    table = StaticTable.from_metadata(location, properties)
    through = table.properties.get(SEALED_THROUGH)
    return Sealed(
        table,
        table.metadata.current_snapshot_id,
        datetime.fromisoformat(through.replace("Z", "+00:00")) if through else None,
    )


def columns(stack: Stack, sealed: Sealed | None) -> pa.Schema:
    """Those of the table, and those that the stack's events have by now. Nothing is guessed from files."""
    found = _glue(stack, stack.events_table)
    if found is None:
        raise LakeError(f"Glue's database {stack.database} has no table {stack.events_table}: is the stack deployed?")
    declared = {column["Name"]: _TYPES[column["Type"]] for column in found["StorageDescriptor"]["Columns"]}
    declared.setdefault("section", pa.string())
    fields = list(sealed.schema()) if sealed else []
    fields = [pa.field(field.name, pa.string() if field.type == pa.large_string() else field.type) for field in fields]
    # Glue has names in lower case.
    known = {field.name.lower() for field in fields}
    return pa.schema(fields + [pa.field(name, kind) for name, kind in declared.items() if name not in known])


def filesystem(stack: Stack) -> fs.FileSystem:
    endpoint = {"endpoint_override": stack.s3_endpoint} if stack.s3_endpoint else {}
    return fs.S3FileSystem(region=stack.region, **endpoint, **stack.keys)


def _glue(stack: Stack, name: str) -> dict[str, Any] | None:
    keys = {"aws_access_key_id": "test", "aws_secret_access_key": "test"} if stack.glue_endpoint else {}
    glue = boto3.client("glue", region_name=stack.region, endpoint_url=stack.glue_endpoint, **keys)
    try:
        table: dict[str, Any] = glue.get_table(DatabaseName=stack.database, Name=name)["Table"]
        return table
    except ClientError as failed:
        if failed.response["Error"]["Code"] == "EntityNotFoundException":
            return None
        raise
