"""The document of the API is complete, known, and can be tried on a page of our own."""

from __future__ import annotations

import json

import pytest

from niangjia.faces.api.api import api
from niangjia.faces.api.management.commands.export_openapi import FILE, document

pytestmark = pytest.mark.django_db


def test_the_document_is_the_one_that_was_agreed():
    """Changed on purpose? `manage.py export_openapi` writes it anew; read the difference."""
    assert document() == FILE.read_text(encoding="utf-8")


def test_every_operation_declares_every_answer():
    schema = json.loads(document())

    operations = [op for path in schema["paths"].values() for op in path.values()]
    assert operations
    for operation in operations:
        assert {"401", "403", "404", "409", "422"} <= set(operation["responses"])
        assert operation["summary"]


def test_the_document_is_open_to_programs(client):
    answer = client.get("/api/v1/openapi.json")

    assert answer.status_code == 200
    assert answer.json()["paths"]["/api/v1/me"]["get"]["operationId"] == "me"


def test_the_document_is_made_once():
    assert api.get_openapi_schema() is api.get_openapi_schema()


def test_the_page_to_try_it_needs_nothing_from_outside(client, cast):
    client.force_login(cast.user("county_cadre"))

    answer = client.get("/api/v1/docs/")

    text = answer.content.decode()
    assert answer.status_code == 200
    assert 'data-path="/api/v1/me"' in text
    assert "//" not in text.replace("http://www.w3.org", "").replace("</", "")
    assert "unsafe" not in answer["Content-Security-Policy"]


def test_the_page_is_for_people_who_are_signed_in(client):
    assert client.get("/api/v1/docs/").status_code == 302
