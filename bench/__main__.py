"""`make bench`: every benchmark, or those named: `make bench ARGS="facts unions"`.

Runs on the embedded database, or on PostgreSQL with DATABASE_URL; each benchmark fills a
database of its own and drops it at the end.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
APART = {"__init__", "__main__", "ratio"}


def main() -> int:
    """Run each in a process of its own, so that memory and settings do not mix."""
    every = sorted(p.stem for p in HERE.glob("*.py") if p.stem not in APART)
    parser = argparse.ArgumentParser(prog="make bench")
    parser.add_argument("names", nargs="*", choices=[*every, []], help="which of them")
    chosen = parser.parse_args().names or every
    worst = 0
    for name in chosen:
        print(f"\n== {name} on {os.environ.get('DATABASE_URL', 'sqlite')}", flush=True)
        worst |= subprocess.run([sys.executable, "-m", f"bench.{name}"], check=False).returncode
    return worst


if __name__ == "__main__":
    sys.exit(main())
