"""Waits until all sent events are rows. The arguments are the stack's outputs and the folder of S3's buckets."""

import glob
import json
import sys
import time

import duckdb

EVENTS = 20_000

files = f"{sys.argv[2]}/{json.load(open(sys.argv[1]))['lakeBucket']}/events/*/*/*/*.parquet"
for _ in range(120):
    if glob.glob(files) and duckdb.sql(f"SELECT count(*) FROM read_parquet('{files}')").fetchone() == (EVENTS,):
        sys.exit()
    time.sleep(1)
sys.exit(f"there are no {EVENTS} rows after two minutes")
