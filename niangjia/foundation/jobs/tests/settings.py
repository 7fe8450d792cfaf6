"""For the processes of `test_killed_worker`: the tests' settings, and nothing due by the clock."""

from config.settings.test import *  # noqa: F403

JOB_SCHEDULE = []
