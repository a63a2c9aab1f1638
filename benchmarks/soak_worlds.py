"""Random worlds against the oracle for as long as wanted: `python -m benchmarks.soak_worlds --worlds 20000`.

Prints how many worlds had each feature and how many verdicts held, then every world on which the two
differ: its seed, the differences, and the world itself. Exit 1 when there is one.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

# Run from anywhere: the oracle is part of the tests, which are not installed.
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.oracle.campaign import campaign


def main(arguments: list[str] | None = None) -> int:
    """Run the campaign."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.soak_worlds", description=__doc__)
    parser.add_argument("--worlds", type=int, default=20_000, help="how many worlds")
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    parser.add_argument("--show", type=int, default=5, help="how many failing worlds to show whole")
    options = parser.parse_args(arguments)
    begun = time.process_time()
    found = campaign(range(options.first, options.first + options.worlds))
    spent_s = time.process_time() - begun
    print(found.table())
    print(
        f"  {spent_s:.0f} s of processor time, {1000 * spent_s / max(1, found.worlds):.0f} ms a world"
    )
    if found.failing:
        print(found.report(options.show))
    return 1 if found.failing else 0


if __name__ == "__main__":
    sys.exit(main())
