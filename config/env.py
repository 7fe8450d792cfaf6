"""The only place that reads the environment."""

from pathlib import Path

import environ

ROOT = Path(__file__).resolve().parent.parent
VAR = ROOT / "var"

env = environ.FileAwareEnv()
