"""The three administrators (三员): they run, grant and read, and are never one person."""

from collections.abc import Set

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

SYSTEM_ADMIN = "system.admin"
SECURITY_ADMIN = "security.admin"
AUDIT_ADMIN = "audit.admin"

ADMINISTRATORS = frozenset({SYSTEM_ADMIN, SECURITY_ADMIN, AUDIT_ADMIN})

NAMES = {
    SYSTEM_ADMIN: gettext_lazy("系统管理员"),
    SECURITY_ADMIN: gettext_lazy("安全管理员"),
    AUDIT_ADMIN: gettext_lazy("审计管理员"),
}


def conflict(roles: Set[str]) -> str | None:
    """Why these roles may not be held by one person, or None (GB/T 22239-2019, 三员分立)."""
    held = [str(NAMES[role]) for role in sorted(ADMINISTRATORS & roles, key=list(NAMES).index)]
    if len(held) < 2:
        return None
    return _("%(names)s不能由同一人担任，请分别指定不同的人员") % {"names": "、".join(held)}
