"""Reads events with DuckDB. PyIceberg chooses the table's files, so DuckDB needs no extension for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

from kinesis_lake.stack import LakeError, Stack

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection, DuckDBPyRelation

    from kinesis_lake.lake import Events

_TYPES = {
    pa.string(): "VARCHAR",
    pa.int32(): "INTEGER",
    pa.int64(): "BIGINT",
    pa.float64(): "DOUBLE",
    pa.bool_(): "BOOLEAN",
    pa.timestamp("us", "UTC"): "TIMESTAMPTZ",
}


# The section of an object's folder, escaped as Hive and Spark do it.
_FOLDERS_SECTION = "url_decode(regexp_extract(kinesis_lake_file, '.*/section=([^/]*)/dt=', 1))"


def relation(events: Events, connection: DuckDBPyConnection | None) -> DuckDBPyRelation:
    try:
        import duckdb
    except ImportError:
        raise LakeError("DuckDB isn't installed: pip install './reader[duckdb]'") from None
    connection = connection or duckdb.connect()
    if connection.execute("SELECT current_setting('TimeZone')").fetchone() != ("UTC",):
        connection.execute("SET TimeZone = 'UTC'")
    sealed = [events.stack.place(file) for file in events.data_files()]
    raw = [events.stack.place(f"s3://{name}") for folder in events.raw for name in folder.objects]
    if (sealed or raw) and not events.stack.folder:
        _sign_in(events.stack, connection)
    empty = ", ".join(f"NULL::{_TYPES[field.type]} AS {_name(field.name)}" for field in events.columns)
    parts = [f"SELECT {empty}, NULL::VARCHAR AS kinesis_lake_file WHERE false"]
    if sealed:
        parts.append(f"FROM read_parquet({_list(sealed)}, union_by_name = true, hive_partitioning = false)")
        parts[-1] += _arrived(events.since, events.border)
        if events.sections is not None:
            parts[-1] += f" AND section IN ({', '.join(map(_text, events.sections))})"
    if raw:
        rows = f"FROM read_parquet({_list(raw)}, union_by_name = true, hive_partitioning = false, filename = 'kinesis_lake_file')"
        rows += _arrived(events.border, events.until)
        parts.append(f"SELECT DISTINCT ON (shard_id, sequence_number, sub_sequence_number) * {rows}")
    columns = ", ".join(map(_column, events.columns.names))
    return connection.sql(f"SELECT {columns} FROM ({' UNION ALL BY NAME '.join(f'({part})' for part in parts)})")


def _column(name: str) -> str:
    # Files of earlier versions have no section.
    return f"coalesce(section, {_FOLDERS_SECTION}) AS section" if name == "section" else _name(name)


def _sign_in(stack: Stack, connection: DuckDBPyConnection) -> None:
    """DuckDB takes what boto3 finds, so that both are the same user."""
    secret = {"REGION": stack.region, "SCOPE": f"s3://{stack.bucket}"}
    if stack.s3_endpoint:
        secret |= {"KEY_ID": "test", "SECRET": "test", "ENDPOINT": stack.s3_endpoint.removeprefix("http://"), "URL_STYLE": "path"}
    else:
        import boto3

        found = boto3.Session().get_credentials()
        if found is None:
            raise LakeError("there are no credentials: aws configure, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in the environment")
        keys = found.get_frozen_credentials()
        secret |= {"KEY_ID": keys.access_key, "SECRET": keys.secret_key}
        if keys.token:
            secret["SESSION_TOKEN"] = keys.token
    options = ", ".join(f"{key} {_text(value)}" for key, value in secret.items())
    ssl = ", USE_SSL false" if stack.s3_endpoint else ""
    connection.execute(f"CREATE OR REPLACE SECRET {_name(f'kinesis_lake {stack.bucket}')} (TYPE s3, {options}{ssl})")


def _arrived(since: object, until: object) -> str:
    return f" WHERE arrival_time >= TIMESTAMPTZ '{since}' AND arrival_time < TIMESTAMPTZ '{until}'"


def _list(values: list[str]) -> str:
    return f"[{', '.join(map(_text, values))}]"


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def _name(column: str) -> str:
    return '"' + column.replace('"', '""') + '"'
