"""The room over HTTP: the same verbs and refusals as its pages, by noun."""

from ninja import Router

from . import tasks

router = Router()
router.add_router("", tasks.router)
