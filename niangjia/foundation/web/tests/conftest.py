"""Somebody signed in, in front of the pages of `addresses`."""

import pytest
from django.test import Client

from niangjia.foundation.accounts.models import User
from niangjia.foundation.scope import Actor

HX = {"HX-Request": "true"}


@pytest.fixture
def clerk(db):
    return User.objects.create(username="clerk", name="石光明")


@pytest.fixture
def desk(settings, signed_in, clerk):
    """The clerk's browser; what breaks is answered, not raised."""
    settings.ROOT_URLCONF = "niangjia.foundation.web.tests.addresses"
    client: Client = signed_in(Actor(clerk.pk, frozenset(), clerk.name))
    client.raise_request_exception = False
    return client
