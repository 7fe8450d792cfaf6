"""The room over HTTP: the same verbs and refusals as its pages, by noun."""

from ninja import Router

from . import pairings, register, research, rhythms, rounds, tasks

router = Router()
# The addresses of tasks end in a bare number: words come first.
router.add_router("", pairings.router)
router.add_router("", rounds.router)
router.add_router("", research.router)
router.add_router("", rhythms.router)
router.add_router("", register.router)
router.add_router("", tasks.router)
