"""A phone as the columns of an account hold it, for tests that write past the ORM's instances."""

from __future__ import annotations

from niangjia.foundation.crypto import blind
from niangjia.foundation.crypto.kinds import Kind


def columns_of(phone: str) -> dict[str, str | None]:
    """The sealed column with its digest: `User.objects.update(**columns_of(PHONE))`."""
    return {"phone": phone, "phone_digest": blind.digest(Kind.MOBILE, phone)}
