"""The room over HTTP: the same verbs and refusals as its pages, by noun."""

from ninja import Router

from . import applications, posters

router = Router()
router.add_router("", applications.router)
router.add_router("", posters.router)
