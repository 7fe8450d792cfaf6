"""The roles the posts of this room give."""

READER = "members.reader"
"""Reads the roll at and below, numbers masked (查看会员)."""

CLERK = "members.clerk"
"""Enters, imports and corrects at and below (维护会员)."""

APPROVER = "members.approver"
"""Approves who joins and who is transferred in, at and below (审批入会和接转)."""

READERS = frozenset({READER, CLERK, APPROVER})
WRITERS = frozenset({CLERK, APPROVER})
APPROVERS = frozenset({APPROVER})
