"""`make run`: prepare the database, then the site and the job worker side by side until Ctrl+C."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from types import FrameType

ROOT = Path(__file__).resolve().parent.parent
ADDRESS = os.environ.get("ADDRESS", "127.0.0.1:8000")


def manage(*words: str) -> None:
    """One management command, to its end."""
    subprocess.run([sys.executable, "manage.py", *words], cwd=ROOT, check=True)


def main() -> int:
    """Build what is missing, start both processes, stop both together."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.base")
    manage("collectstatic", "--noinput", "--verbosity", "0")
    manage("build_demo")
    gunicorn = [sys.executable, "-m", "gunicorn", "config.wsgi", "--bind", ADDRESS]
    gunicorn += ["--worker-class", "gthread", "--workers", "2", "--threads", "4"]
    gunicorn += ["--log-level", "warning"]
    running = [
        subprocess.Popen(gunicorn, cwd=ROOT),
        subprocess.Popen([sys.executable, "manage.py", "work"], cwd=ROOT),
    ]
    print(f"\n  打开 http://{ADDRESS}  （Ctrl+C 停止）\n", flush=True)

    def stop(_signal: int, _frame: FrameType | None) -> None:
        for process in running:
            process.terminate()

    signal.signal(signal.SIGINT, stop)
    signal.signal(signal.SIGTERM, stop)
    for process in running:
        process.wait()
    return 0


if __name__ == "__main__":
    sys.exit(main())
