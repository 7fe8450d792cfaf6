"""What was pressed, and what was answered: kept for minutes, so that a repeat does nothing twice."""

from __future__ import annotations

from django.db import models


class Press(models.Model):
    """One press of a button (一次提交) by one person, written with the work it did.

    `digest` stands for the key of the form, its address and what was filled in. The row itself is
    the lock: a second request with the same digest waits for the first one's end.
    """

    user_id = models.BigIntegerField()
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()
    status = models.PositiveSmallIntegerField(default=0)
    headers = models.JSONField(default=dict)
    body = models.BinaryField(default=b"")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user_id", "digest"], name="web_press_once")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.digest[:8]}"
