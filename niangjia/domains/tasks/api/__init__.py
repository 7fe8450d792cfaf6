"""The room over HTTP: the same verbs and refusals as its pages, by noun."""

from ninja import Router

router = Router()
