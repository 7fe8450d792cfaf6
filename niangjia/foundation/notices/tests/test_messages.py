"""A message reaches each person once, and only that person."""

from __future__ import annotations

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from niangjia.foundation.errors import Missing
from niangjia.foundation.notices import selectors, services
from niangjia.foundation.notices.models import Notice


@pytest.fixture
def tell(clerk, noon):
    def tell(key="cycle:7:opened", **more):
        values = {"to": [clerk.user_id], "subject": "自评已开始", "url": "/x/7/", "now": noon}
        services.send(key=key, **(values | more))

    return tell


def test_the_same_occasion_reaches_nobody_twice(tell, clerk, issuer):
    tell()
    tell(to=[clerk.user_id, issuer.user_id, issuer.user_id], subject="又一次")

    assert [n.subject for n in selectors.inbox(clerk)] == ["自评已开始"]
    assert [n.subject for n in selectors.inbox(issuer)] == ["又一次"]


def test_a_rollback_takes_the_message_with_it(tell, clerk):
    def change() -> None:
        with transaction.atomic():
            tell()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        change()

    assert selectors.unread_count(clerk) == 0


@pytest.mark.parametrize("url", ["https://example.org/", "//example.org/", "javascript:x"])
def test_a_message_never_points_to_another_site(tell, url):
    with pytest.raises(ValueError, match="not an address"):
        tell(url=url)

    assert Notice.objects.count() == 0


def test_sending_takes_as_many_statements_for_many_as_for_one(tell, clerk, issuer, above):
    counts = []
    for key, to in (("a", [clerk.user_id]), ("b", [clerk.user_id, issuer.user_id, above.user_id])):
        with CaptureQueriesContext(connection) as captured:
            tell(key=key, to=to)
        counts.append(len(captured))

    assert counts[0] == counts[1]


def test_reading_counts_once_and_only_for_its_person(tell, clerk, issuer, noon):
    tell()
    notice = Notice.objects.get()

    with pytest.raises(Missing):
        services.mark_read(actor=issuer, notice_id=notice.pk, now=noon)
    assert selectors.unread_count(clerk) == 1

    services.mark_read(actor=clerk, notice_id=notice.pk, now=noon)
    assert selectors.unread_count(clerk) == 0
    assert list(selectors.inbox(clerk)) == [notice]
    assert list(selectors.inbox(clerk, unread=True)) == []


def test_opening_a_message_reads_it_and_goes_where_it_points(tell, clerk, signed_in):
    tell()
    client = signed_in(clerk)

    answer = client.get(reverse("notices:open", args=[Notice.objects.get().pk]))

    assert (answer.status_code, answer["Location"]) == (302, "/x/7/")
    assert selectors.unread_count(clerk) == 0


def test_a_message_of_somebody_else_is_not_there(tell, issuer, clerk, signed_in):
    tell()
    client = signed_in(issuer)

    assert client.get(reverse("notices:open", args=[Notice.objects.get().pk])).status_code == 404
    assert selectors.unread_count(clerk) == 1


def test_the_page_shows_unread_or_all(tell, clerk, signed_in, noon):
    tell()
    tell(key="b", subject="已读的消息")
    services.mark_read(actor=clerk, notice_id=Notice.objects.get(key="b").pk, now=noon)
    client = signed_in(clerk)

    unread, every = client.get(reverse("notices:list")), client.get("/notices/?show=all")

    assert "自评已开始" in unread.text
    assert "已读的消息" not in unread.text
    assert "已读的消息" in every.text


def test_marking_all_read_is_a_post_and_leaves_nothing(tell, clerk, signed_in):
    tell()
    tell(key="b")
    client = signed_in(clerk)

    assert client.get(reverse("notices:mark_all_read")).status_code == 405
    assert client.post(reverse("notices:mark_all_read")).status_code == 302
    assert selectors.unread_count(clerk) == 0


def test_marking_one_read_stays_on_the_page(tell, clerk, signed_in):
    tell()

    answer = signed_in(clerk).post(reverse("notices:mark_read", args=[Notice.objects.get().pk]))

    assert answer["Location"] == reverse("notices:list")
    assert selectors.unread_count(clerk) == 0


def test_the_bell_is_a_part_with_the_number(tell, clerk, signed_in):
    tell()

    answer = signed_in(clerk).get(reverse("notices:bell"), headers={"HX-Request": "true"})

    assert answer.text.startswith('<span id="bell"')
    assert "消息，1" in answer.text


def test_the_list_asks_as_often_for_one_row_as_for_three(tell, clerk, signed_in):
    client, counts = signed_in(clerk), []
    for keys in (["a"], ["b", "c"]):
        for key in keys:
            tell(key=key)
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("notices:list"))
        counts.append(len(captured))

    assert counts[0] == counts[1]
