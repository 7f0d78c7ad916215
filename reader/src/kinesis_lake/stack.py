"""Where a stack's data is: what its outputs say."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any


class LakeError(Exception):
    """What was asked for can't be read; the message says why, and what is allowed."""


@dataclass(frozen=True)
class Stack:
    """
    The parts of a stack that readers need. Endpoints are None on AWS. The folder is that of a local stack's buckets, if it is on this
    machine.
    """

    bucket: str
    database: str
    events_table: str
    region: str
    s3_endpoint: str | None = None
    glue_endpoint: str | None = None
    folder: Path | None = None

    @staticmethod
    def of(outputs: Mapping[str, Any] | str | os.PathLike[str]) -> Stack:
        """From outputs, or from a file of them as `pulumi stack output --json` prints and `./lake serve` writes it."""
        folder = None
        where = "the stack's outputs"
        if not isinstance(outputs, Mapping):
            file = Path(outputs)
            if file.is_dir():
                file = file / "outputs.json"
            where = str(file)
            folder = file.resolve().parent / "s3"
            outputs = _read(file)

        def get(name: str) -> str:
            value = outputs.get(name)
            if not isinstance(value, str) or not value:
                raise LakeError(f"{where}: there is no {name}" + (": the stack has no catalogue" if name.startswith("glue") else ""))
            return value

        bucket = get("lakeBucket")
        # A local stack has both, a stack on AWS neither.
        endpoints = {name: outputs.get(name) for name in ("s3Endpoint", "glueEndpoint")}
        is_here = endpoints["s3Endpoint"] and folder and (folder / bucket).is_dir()
        if is_here and set(str(folder)) & set("*?[]{}"):
            raise LakeError(f"the lake's folder is {folder}, allowed is one without any of *?[]{{}}, which engines take for a pattern")
        return Stack(
            bucket=bucket,
            database=get("glueDatabase"),
            events_table=get("glueTable"),
            region=get("region"),
            s3_endpoint=endpoints["s3Endpoint"],
            glue_endpoint=endpoints["glueEndpoint"],
            folder=folder if is_here else None,
        )

    @property
    def keys(self) -> dict[str, str]:
        """Credentials of a local stack, which are no secret. On AWS, each client finds its own."""
        return {"access_key": "test", "secret_key": "test"} if self.s3_endpoint else {}

    def place(self, uri: str) -> str:
        """Of an object, for an engine that may read a local stack's files."""
        return str(self.folder / uri.removeprefix("s3://")) if self.folder else uri


def _read(file: Path) -> Mapping[str, Any]:
    try:
        outputs = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise LakeError(f"there is no file {file}: pulumi stack output --json prints one, ./lake serve writes one") from None
    except (OSError, ValueError) as wrong:
        raise LakeError(f"{file} can't be read as a stack's outputs: {wrong}") from wrong
    if not isinstance(outputs, dict):
        raise LakeError(f"{file} can't be read as a stack's outputs: it is no JSON object")
    return outputs
