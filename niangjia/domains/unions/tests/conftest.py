"""What the tests of this room share."""

from datetime import date

import pytest

from niangjia.domains.unions.models import Union


@pytest.fixture
def reply():
    """A decision of the next higher union: day and document."""
    return {"effective_on": date(2023, 11, 1), "document": "黔工复〔2023〕12号"}


@pytest.fixture
def fresh():
    """The row as the database has it."""
    return lambda union: Union.objects.get(pk=union.pk)
