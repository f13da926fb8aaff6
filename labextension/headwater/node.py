"""Finds Node.js and the files of the engine."""

from __future__ import annotations

import shutil
from pathlib import Path


class NodeNotFound(Exception):
    """There is no Node.js that can run Headwater; says so in a sentence."""


def find_node() -> str:
    """Absolute path of Node.js."""
    found = shutil.which("node")
    if found is None:
        raise NodeNotFound("there is no Node.js on the path.")
    return found


def engine_file(*parts: str) -> str:
    """Absolute path of a file of the built npm package."""
    return str(Path(__file__).resolve().parents[2].joinpath(*parts))
