"""The command `headwater`: the Node.js program in this package."""

from __future__ import annotations

import sys
from typing import NoReturn

from .node import become_node, engine_file


def main() -> NoReturn:
    """Runs the command with this process's arguments."""
    become_node(engine_file("dist", "src", "cli", "main.js"), *sys.argv[1:])


if __name__ == "__main__":
    main()
