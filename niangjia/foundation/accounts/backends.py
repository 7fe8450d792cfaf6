"""Keeps a signed-in person in: who they are is asked again at every request."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.http import HttpRequest

from .models import User


class Backend(BaseBackend):
    """Only looks people up; names and passwords are judged by `services.sign_in`."""

    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> None:
        """Nobody comes in this way: the adapter asks the service, which counts and locks."""
        return

    def get_user(self, user_id: int) -> User | None:
        """The person of a session; a disabled account is nobody at once."""
        return User.objects.filter(pk=user_id, is_active=True).first()


PATH = f"{__name__}.{Backend.__name__}"
