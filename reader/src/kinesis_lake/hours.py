"""Times, and the folders of hours."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from urllib.parse import unquote

import pyarrow.fs as fs

from kinesis_lake.stack import LakeError

HOUR = timedelta(hours=1)
FIRST = datetime(1970, 1, 1, tzinfo=timezone.utc)
LAST = datetime(9999, 12, 31, tzinfo=timezone.utc)


def utc(name: str, time: datetime) -> datetime:
    """A time without a zone would mean another one on each machine."""
    if not isinstance(time, datetime):
        raise LakeError(f"{name} is {time!r}, allowed is a datetime with a time zone, such as datetime(2026, 11, 29, tzinfo=timezone.utc)")
    if time.utcoffset() is None:
        raise LakeError(f"{name} is {time.isoformat()}, which has no time zone: add one, such as tzinfo=timezone.utc")
    return time.astimezone(timezone.utc)


@dataclass(frozen=True)
class Folder:
    """A section's hour, and its objects at the time of listing, without the scheme."""

    section: str
    hour: datetime
    path: str
    objects: tuple[str, ...]
    size: int


def folders(files: fs.FileSystem, root: str, since: datetime, until: datetime, sections: Collection[str] | None) -> Iterator[Folder]:
    """The folders that may have rows of [since, until); lists no others."""
    bucket = root.partition("/")[0]
    if files.get_file_info(bucket).type == fs.FileType.NotFound:
        raise LakeError(f"there is no bucket {bucket}: is the stack destroyed, or are these another one's outputs?")
    for section_path, section in _children(files, root, "section"):
        if sections is not None and section not in sections:
            continue
        for day_path, day in _children(files, section_path, "dt"):
            begin = datetime.strptime(day, "%Y-%m-%d").replace(tzinfo=timezone.utc)
            if begin >= until or begin + timedelta(days=1) <= since:
                continue
            for path, hour in _children(files, day_path, "hour"):
                start = begin + int(hour) * HOUR
                if start < until and start + HOUR > since:
                    found = files.get_file_info(fs.FileSelector(path, allow_not_found=True))
                    objects = sorted((file.path, file.size) for file in found if file.is_file and file.path.endswith(".parquet"))
                    if objects:
                        yield Folder(section, start, path, tuple(name for name, _ in objects), sum(size for _, size in objects))


def _children(files: fs.FileSystem, path: str, name: str) -> list[tuple[str, str]]:
    found = files.get_file_info(fs.FileSelector(path, allow_not_found=True))
    children = [(child.path, child.base_name) for child in found if child.base_name.startswith(name + "=")]
    # Escaped as Hive and Spark do it.
    return sorted((path, unquote(base.removeprefix(name + "="))) for path, base in children)
