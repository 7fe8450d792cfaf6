"""The pages of documents."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from niangjia.foundation.documents import services
from niangjia.foundation.documents.enums import DocumentState as S


def test_issuing_and_downloading_by_page(draft, drafter, signed_in):
    document, client = draft(), signed_in(drafter)
    address = reverse("documents:document", args=[document.pk])
    assert "印发文件" in client.get(address).text

    client.post(reverse("documents:issue", args=[document.pk]), {"on": "2023-11-05"})
    shown = client.get(address).text

    document.refresh_from_db()
    assert (document.state, document.number) == (S.ISSUED, "甘工发〔2023〕1号")
    assert "肃南裕固族自治县总工会" in shown
    file = client.get(reverse("files:download", args=[document.pdf_id]))
    assert b"".join(file.streaming_content).startswith(b"%PDF-")


def test_withdrawing_without_a_reason_says_so_and_changes_nothing(issued, drafter, signed_in):
    answer = signed_in(drafter).post(reverse("documents:withdraw", args=[issued.pk]), {"note": ""})

    issued.refresh_from_db()
    assert (answer.status_code, issued.state) == (422, S.ISSUED)


def test_somebody_below_reads_but_is_offered_nothing(issued, below, signed_in):
    client = signed_in(below)
    shown = client.get(reverse("documents:document", args=[issued.pk])).text

    assert "甘工发〔2023〕1号" in shown
    assert "撤回原因" not in shown
    assert (
        client.post(reverse("documents:withdraw", args=[issued.pk]), {"note": "x"}).status_code
        == 422
    )
    issued.refresh_from_db()
    assert issued.state == S.ISSUED


@pytest.mark.parametrize("name", ["documents:document", "files:download"])
def test_somebody_elsewhere_finds_nothing(issued, elsewhere, signed_in, name):
    pk = issued.pk if name.startswith("documents") else issued.pdf_id

    answer = signed_in(elsewhere).get(reverse(name, args=[pk]))

    assert answer.status_code == 404
    assert "敦煌" not in answer.text


def test_the_list_asks_as_often_for_one_row_as_for_three(draft, drafter, noon, signed_in):
    client, counts = signed_in(drafter), []
    for documents in (1, 2):
        for _number in range(documents):
            services.issue_document(actor=drafter, document_id=draft().pk, now=noon)
        with CaptureQueriesContext(connection) as captured:
            answer = client.get(reverse("documents:list"))
        counts.append(len(captured))

    assert "甘工发〔2023〕3号" in answer.text
    assert counts[0] == counts[1]
