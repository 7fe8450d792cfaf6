"""The words of short messages, for gateways that take words; others take a template's name."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

CODE = "code"
"""A code somebody asked for: values `code`, `minutes`."""

NOTICE = "notice"
"""A message of the site in one sentence: value `subject`."""


def text_of(kind: str, values: Mapping[str, str]) -> str:
    """One message in words. A code warns, because codes are what swindlers ask for."""
    if kind == CODE:
        told = _(
            "验证码 %(code)s，%(minutes)s 分钟内有效。工会工作人员不会向您索要验证码，请勿告诉他人。"
        )
        return told % dict(values)
    return _("%(subject)s。详情请登录职工服务页面查看。") % dict(values)
