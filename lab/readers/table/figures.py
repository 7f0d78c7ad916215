"""What readers are asked, and the answers that the lake's objects have: read by DuckDB, which knows nothing of the table."""

import json

FIGURES = """
    SELECT section, {hour} AS hour, count(*), sum(length(event)), count(DISTINCT userid), min(userid), max(userid),
        min(sequence_number), max(sequence_number), sum(coalesce(sub_sequence_number, -1)), count(menuitem),
        count(DISTINCT concat(shard_id, ' ', sequence_number, ' ', coalesce(sub_sequence_number, -1)))
    FROM {events} GROUP BY section, {hour} ORDER BY section, hour"""
# DuckDB takes the folder of the section "null" for a null.
ONE_A_POSITION = "SELECT DISTINCT ON (shard_id, sequence_number, sub_sequence_number) * REPLACE (coalesce(section, 'null') AS section)"
IN_DUCKDB = "CAST(floor(epoch(arrival_time) / 3600) AS BIGINT)"
IN_SPARK = "CAST(floor(unix_timestamp(arrival_time) / 3600) AS BIGINT)"


def lines(rows):
    return [json.dumps([str(value) if value is not None else None for value in row], ensure_ascii=False) for row in rows]


def of_objects(connection, files, since, until, sections):
    """One row a position, whatever stands twice."""
    where = [f"arrival_time >= TIMESTAMPTZ '{since}'"] if since else []
    where += [f"arrival_time < TIMESTAMPTZ '{until}'"] if until else []
    if sections is not None:
        where.append("section IN (" + ", ".join("'" + section.replace("'", "''") + "'" for section in sections) + ")")
    objects = f"read_parquet('{files}', union_by_name = true, hive_partitioning = true, hive_types_autocast = false)"
    rows = f"({ONE_A_POSITION} FROM {objects}"
    rows += f" WHERE {' AND '.join(where)})" if where else ")"
    return lines(connection.sql(FIGURES.format(hour=IN_DUCKDB, events=rows)).fetchall())
