"""
Reads a kinesis-lake.

    lake = kinesis_lake.open("outputs.json")
    events = lake.events(since, until, sections=["Electronics"])
    events.duckdb(), events.pandas(), events.arrow(), events.spark(session)
"""

from kinesis_lake.lake import Events, Lake, open_lake
from kinesis_lake.lake import open_lake as open
from kinesis_lake.spark import packages as spark_packages
from kinesis_lake.stack import LakeError

__all__ = ["Events", "Lake", "LakeError", "open", "open_lake", "spark_packages"]
