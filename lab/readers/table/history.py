"""
Puts rows of earlier hours into a local stack's lake, made from those of its latest hour: of sections with odd names, of an earlier
version, with rows that are there twice. The arguments are the stack's outputs and what to put: hours, or late, which are rows of an hour
that is sealed by now.
"""

import io
import json
import re
import sys
from datetime import datetime, timedelta, timezone

import boto3
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

OUTPUTS, WHAT = sys.argv[1:3]
OUT = json.load(open(OUTPUTS))
SECTIONS = ["Electronics", "50% off/é's", "a+b%20c#?=d", "Toys & Games"]
HOURS = 3
ROWS = 400
OBJECTS = 4

s3 = boto3.client("s3", endpoint_url=OUT["s3Endpoint"], region_name=OUT["region"])


def objects():
    pages = s3.get_paginator("list_objects_v2").paginate(Bucket=OUT["lakeBucket"], Prefix="events/section=Electronics/")
    return [each["Key"] for page in pages for each in page.get("Contents", [])]


def put(rows, section, hour, number, attempt):
    escaped = re.sub(r"[\x00-\x1f\"#%'*/:=?\\{\[\]^\x7f]", lambda found: f"%{ord(found.group()):02X}", section)
    body = io.BytesIO()
    pq.write_table(rows.replace_schema_metadata({"kinesis-lake.attempt": attempt}), body, compression="zstd")
    s3.put_object(
        Bucket=OUT["lakeBucket"],
        Key=f"events/section={escaped}/dt={hour:%Y-%m-%d}/hour={hour:%H}/shardId-000000000000-{number}.parquet",
        Body=body.getvalue(),
        Metadata={"attempt": attempt},
    )


def replaced(rows, name, values):
    return rows.set_column(rows.schema.get_field_index(name), rows.schema.field(name), values)


def moved(rows, section, back, number):
    """Rows of another hour have other positions."""
    rows = replaced(rows, "arrival_time", pc.subtract(rows["arrival_time"], pa.scalar(timedelta(hours=back), pa.duration("us"))))
    rows = replaced(rows, "section", pa.array([section] * rows.num_rows))
    return replaced(rows, "sequence_number", pa.array([f"{number}{place:06}" for place in range(rows.num_rows)]))


def attempt(minute):
    return f"2026-11-29T00:{minute:02}:00Z request-{minute}"


def read(key):
    return pq.ParquetFile(io.BytesIO(s3.get_object(Bucket=OUT["lakeBucket"], Key=key)["Body"].read())).read()


keys = objects()
last = keys[-1].rsplit("/", 1)[0] + "/"
newest = pa.concat_tables(read(key) for key in keys if key.startswith(last)).slice(0, ROWS)
hour = newest["arrival_time"][0].as_py().replace(minute=0, second=0, microsecond=0)
# The consumer's own are longer.
back = range(1, HOURS + 1) if WHAT == "hours" else [2]
for hours in back:
    for place, section in enumerate(SECTIONS):
        for number in range(OBJECTS):
            position = f"{hours}{place}{number}{'1' if WHAT == 'late' else '0'}"
            rows = moved(newest, section, hours, position)
            if number == 1 and place < 2:
                rows = rows.drop_columns(["section", "menuitem", "text"])
            put(rows, section, hour - timedelta(hours=hours), position, attempt(number))
        # Copies of rows: older, and newer, which the table has to have.
        for copies, minute in (("older", 0), ("newer", 30)):
            rows = moved(newest, section, hours, f"{hours}{place}20").slice(0, 50)
            rows = replaced(rows, "uuid", pa.array([copies] * rows.num_rows))
            put(rows, section, hour - timedelta(hours=hours), f"{hours}{place}2{'8' if copies == 'older' else '9'}", attempt(minute))
# And in the hour that isn't sealed: copies, and rows of a version whose files had no section, of one that is named like what isn't there.
put(newest, "Electronics", hour, "7", attempt(0))
put(moved(newest, "null", 0, "8").drop_columns(["section"]), "null", hour, "8", attempt(0))
print(datetime.now(timezone.utc).isoformat())
