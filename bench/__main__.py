"""`make bench`: every benchmark, or those named: `make bench ARGS="facts unions"`.

Runs on the embedded database, or on PostgreSQL with DATABASE_URL; each benchmark fills a
database of its own and drops it at the end. What missed its goal, and what broke, is listed last.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
APART = {"__init__", "__main__", "ratio"}


def main() -> int:
    """Run each in a process of its own, so that memory and settings do not mix."""
    every = sorted(p.stem for p in HERE.glob("*.py") if p.stem not in APART)
    parser = argparse.ArgumentParser(prog="make bench")
    parser.add_argument("names", nargs="*", choices=[*every, []], help="which of them")
    chosen = parser.parse_args().names or every
    began = time.perf_counter()
    missed = [line for name in chosen for line in run(name)]
    print(f"\n== {len(chosen)} benchmarks in {time.perf_counter() - began:.0f} s", flush=True)
    for line in missed:
        print(line)
    print(f"{len(missed)} goals missed" if missed else "every goal met", flush=True)
    return int(bool(missed))


def run(name: str) -> list[str]:
    """One benchmark, its lines printed as they come; those that missed, and how it broke."""
    print(f"\n== {name} on {os.environ.get('DATABASE_URL', 'sqlite')}", flush=True)
    began = time.perf_counter()
    missed = []
    words = [sys.executable, "-u", "-m", f"bench.{name}"]
    env = {"LOG_LEVEL": "WARNING", **os.environ}
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True, env=env) as process:
        for line in process.stdout or ():
            print(line, end="", flush=True)
            if "MISSED" in line:
                missed.append(f"{name}: {line.rstrip()}")
    if process.returncode and not missed:
        missed.append(f"{name}: MISSED, broke off with {process.returncode}")
    print(f"   {name} took {time.perf_counter() - began:.0f} s", flush=True)
    return missed


if __name__ == "__main__":
    sys.exit(main())
