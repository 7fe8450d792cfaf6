"""What every view needs: `page`, `submit`, `ActorRequest`."""

from .pages import ActorRequest, page, render, submit

__all__ = ["ActorRequest", "page", "render", "submit"]
