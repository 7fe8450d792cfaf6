"""The squares of the first page: what can be done here today, and nothing else."""

from __future__ import annotations

from django.utils.translation import gettext as _

from niangjia.foundation.web.addresses import address


def services() -> list[dict[str, str]]:
    """What works, in the order of its weight."""
    told = (
        (_("工会名录"), "portal:unions", "building-community", "warn"),
        (_("入会指南"), "portal:how", "book", "warn"),
    )
    return [
        {"text": text, "url": address(route), "icon": drawing, "tone": tone}
        for text, route, drawing, tone in told
    ]


def tiles() -> list[dict[str, str]]:
    """The four of 长辈模式."""
    told = (
        (_("我的办理"), "portal:matters", "file-text"),
        (_("我的消息"), "portal:messages", "bell"),
        (_("找工会"), "portal:unions", "building-community"),
        (_("我的"), "portal:me", "user"),
    )
    return [{"text": text, "url": address(route), "icon": drawing} for text, route, drawing in told]
