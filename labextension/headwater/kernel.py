"""Starts the kernel: `python -m headwater.kernel -f <connection file>`, as Jupyter does."""

from __future__ import annotations

import sys

from .node import become_node, engine_file

# Without the check, V8 may end a cell that never pauses, and the kernel lives on.
OPTIONS = ("--no-force-async-hooks-checks",)

if __name__ == "__main__":
    become_node(*OPTIONS, engine_file("dist", "src", "kernel", "main.js"), *(each for each in sys.argv[1:] if each != "-f"))
