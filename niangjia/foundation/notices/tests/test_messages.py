"""A message reaches each person once, and only that person."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
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
    with time_machine.travel(noon, tick=False):
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


def test_the_bell_is_a_part_with_the_number(tell, clerk, signed_in, noon):
    tell()

    with time_machine.travel(noon, tick=False):
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


def lines(actor, day):
    """What stands in the list of unread messages: the newest of each line, and how many."""
    return [(row.subject, row.several) for row in selectors.lines_to_read(actor, day)]


@pytest.fixture
def flood(tell, noon):
    """Four reports today, two yesterday, one message alone."""
    for number in range(4):
        tell(key=f"r{number}", subject=f"第{number}家反馈", topic="tasks:reported")
    for number in range(2):
        then = noon - timedelta(days=1)
        tell(key=f"y{number}", subject=f"昨天第{number}家反馈", topic="tasks:reported", now=then)
    tell(key="alone", subject="催办")


def test_alike_messages_of_a_day_are_one_line_and_the_bell_counts_lines(flood, clerk, noon):
    assert lines(clerk, noon.date()) == [("催办", 1), ("第3家反馈", 4), ("昨天第1家反馈", 2)]
    assert selectors.to_read(clerk, noon.date()) == 3
    assert selectors.unread_count(clerk) == 7


def test_every_message_of_a_line_is_reached_from_the_page(flood, clerk, signed_in, noon):
    with time_machine.travel(noon, tick=False):
        page = signed_in(clerk).get(reverse("notices:list")).text

    assert "第3家反馈等 4 条" in page
    for notice in Notice.objects.all():
        assert f'href="{reverse("notices:open", args=[notice.pk])}"' in page


def test_reading_one_of_a_line_leaves_the_others(flood, clerk, signed_in, noon):
    newest = Notice.objects.get(key="r3")
    signed_in(clerk).get(reverse("notices:open", args=[newest.pk]))

    assert lines(clerk, noon.date())[1] == ("第2家反馈", 3)


def test_a_line_is_marked_as_read_at_once_and_only_one_s_own(
    flood, tell, clerk, issuer, signed_in, noon
):
    tell(key="r0", subject="别人的", topic="tasks:reported", to=[issuer.user_id])
    url = reverse("notices:mark_bundle_read", args=[Notice.objects.get(key="r3").pk])
    assert signed_in(issuer).post(url).status_code == 404

    assert signed_in(clerk).post(url)["Location"] == reverse("notices:list")

    assert lines(clerk, noon.date()) == [("催办", 1), ("昨天第1家反馈", 2)]
    assert lines(issuer, noon.date()) == [("别人的", 1)]


def test_what_is_older_than_thirty_days_counts_as_read_and_stays_in_the_list(
    tell, clerk, signed_in, noon
):
    for days in (30, 31):
        tell(key=f"d{days}", subject=f"{days} 天前", now=noon - timedelta(days=days))
    with time_machine.travel(noon, tick=False):
        client = signed_in(clerk)
        unread, every = client.get(reverse("notices:list")), client.get("/notices/?show=all")

    assert lines(clerk, noon.date()) == [("30 天前", 1)]
    assert selectors.to_read(clerk, noon.date()) == 1
    assert "31 天前" not in unread.text
    assert "31 天前" in every.text
    assert every.text.count('class="gh-unread"') == 1


def test_lines_ask_as_often_however_many_there_are(flood, clerk, signed_in, noon):
    with time_machine.travel(noon, tick=False):
        client, counts = signed_in(clerk), []
        for keep in (7, 2):
            with CaptureQueriesContext(connection) as captured:
                client.get(reverse("notices:list"))
            counts.append(len(captured))
            stale = Notice.objects.order_by("pk").values_list("pk", flat=True)[: 7 - keep]
            Notice.objects.filter(pk__in=list(stale)).delete()

    assert counts[0] == counts[1]
