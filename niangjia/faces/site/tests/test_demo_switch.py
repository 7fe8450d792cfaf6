"""What the demonstration lowers is lowered by DEMO alone: its clock and its one-press door."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings

ASKED = "DEMO", "DEMO_NOW", "SECOND_FACTOR_REQUIRED"
TELL = f"import json; from config.settings import base; print(json.dumps([str(getattr(base, n)) for n in {ASKED}]))"


@pytest.mark.parametrize(
    ("demo", "told"),
    [
        ("", ["False", "None", "True"]),
        ("0", ["False", "None", "True"]),
        ("1", ["True", "2020-01-01 00:00:00+08:00", "False"]),
    ],
)
def test_a_clock_alone_makes_no_demonstration(demo, told):
    known = {"DEMO_NOW": "2020-01-01", "SECRET_KEY": "x", "DATABASE_URL": "sqlite://:memory:"}
    env = {**os.environ, **known, "DEMO": demo}
    if not demo:
        del env["DEMO"]

    done = subprocess.run(
        [sys.executable, "-c", TELL],
        cwd=settings.BASE_DIR,
        env=env,
        capture_output=True,
        check=True,
        text=True,
    )

    assert json.loads(done.stdout) == told
