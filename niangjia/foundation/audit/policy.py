"""Who may read the trail."""

AUDITOR = "audit.admin"
"""The audit administrator (审计管理员), rules §11.3: reads everything below, changes nothing."""

READERS = frozenset({AUDITOR})
