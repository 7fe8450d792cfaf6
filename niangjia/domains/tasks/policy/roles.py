"""The roles the posts of this room give."""

ISSUER = "tasks.issuer"
"""Sets work in motion for the unions below and accepts what comes back (交办)."""

DOER = "tasks.doer"
"""Does what exactly this union was given, and passes it on below (承办)."""

VISITOR = "tasks.visitor"
"""Visits counties: pairing, research, observation (联系调研)."""

READER = "tasks.reader"

READERS = frozenset({ISSUER, DOER, VISITOR, READER})
