"""``python -m planner``: the same command where the script is not on the path."""

from __future__ import annotations

from planner.cli.app import main

if __name__ == "__main__":
    main()
