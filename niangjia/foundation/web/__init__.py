"""What every view needs: `page`, `submit`, `ActorRequest`, `only_for`."""

from .admitting import only_for
from .pages import ActorRequest, page, render, submit

__all__ = ["ActorRequest", "only_for", "page", "render", "submit"]
