"""Asks the example's query for the sessions of many users, each of whom has moments with many events: a moment is never torn apart."""

import pathlib
import sys

import duckdb

sys.path.insert(0, str(pathlib.Path(__file__).parents[3] / "examples" / "reader"))
from training_set import SESSIONS

USERS, MOMENTS, EVENTS = 2_000, 5, 50

connection = duckdb.connect(config={"threads": 4})
connection.execute(
    "CREATE TABLE events AS SELECT 'user ' || u AS userid, TIMESTAMPTZ '2026-11-29 00:00:00Z' + INTERVAL (m) HOUR AS arrival_time,"
    " 'A' AS section, 'active' AS membership_status, 'True' AS is_cart_empty"
    f" FROM range({USERS}) AS a(u), range({MOMENTS}) AS b(m), range({EVENTS}) AS c(e) ORDER BY random()"
)
found = connection.sql(f"SELECT count(*), min(events), max(events) FROM ({SESSIONS})").fetchone()
sys.exit(0 if found == (USERS * MOMENTS, EVENTS, EVENTS) else f"sessions, fewest and most events: {found}")
