"""
Keeps the rows of an hour of the table in their order, or compares them with those that were kept. The arguments are keep or compare, the
stack's outputs, a section, how many hours before the last one, and the file.
"""

import sys
from datetime import timedelta

import kinesis_lake
import pyarrow as pa
import pyarrow.parquet as pq

DO, OUTPUTS, SECTION, BACK, FILE = sys.argv[1:6]
lake = kinesis_lake.open(OUTPUTS)
newest = lake.events(lake.sealed_through - timedelta(hours=9), None, ["Electronics"])
last = newest.arrow()["arrival_time"].to_pylist()
hour = max(last).replace(minute=0, second=0, microsecond=0) - timedelta(hours=int(BACK))
chosen = lake.events(hour, hour + timedelta(hours=1), [SECTION])
assert len(chosen.data_files()) == 1, chosen
rows = chosen.arrow()
if DO == "keep":
    pq.write_table(rows, FILE)
    print(f"{hour:%Y-%m-%dT%H}")
else:
    before = pq.read_table(FILE)
    assert rows.equals(before), (rows.num_rows, before.num_rows, rows.slice(0, 2), before.slice(0, 2))
    assert chosen.data_files()[0].rsplit("/", 1)[1].startswith("00000-"), "Spark hasn't built it"
    assert pa.compute.sum(pa.compute.equal(rows["uuid"], "newer")).as_py() == 50, "copies aren't the newest"
