"""Announcements reach everybody below, are withdrawn with a reason, and know who read them."""

from __future__ import annotations

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from niangjia.foundation.audit.models import AuditEntry
from niangjia.foundation.errors import Missing, Refused, Stale
from niangjia.foundation.files import selectors as files
from niangjia.foundation.notices import selectors, services
from niangjia.foundation.notices.enums import AnnouncementState as S
from niangjia.foundation.notices.models import Announcement, Receipt
from niangjia.foundation.notices.workflow import ANNOUNCEMENT
from niangjia.foundation.scope import Actor

from .conftest import COUNTY


@pytest.fixture
def draft(issuer, noon):
    return services.write_announcement(
        actor=issuer,
        issuer="凯里市总工会",
        title="关于开展自评的通知",
        number="凯工办发〔2023〕12号",
        body="各镇工会：\n请于12月5日前完成自评。",
        now=noon,
    )


@pytest.fixture
def published(draft, issuer, noon):
    return services.publish_announcement(actor=issuer, announcement_id=draft.pk, now=noon)


def test_an_announcement_belongs_to_where_its_writer_stands(draft):
    assert (draft.path, draft.state, draft.version) == (COUNTY, S.DRAFT, 1)
    assert AuditEntry.objects.get().path == COUNTY


def test_somebody_without_the_role_cannot_announce(clerk, noon):
    with pytest.raises(Refused, match="没有发布通知公告的权限"):
        services.write_announcement(actor=clerk, issuer="x", title="x", body="x", now=noon)

    assert Announcement.objects.count() == 0


@pytest.mark.parametrize(
    ("who", "sees"), [("issuer", True), ("clerk", True), ("above", False), ("elsewhere", False)]
)
def test_list_and_row_agree_on_who_is_addressed(published, request, who, sees):
    actor = request.getfixturevalue(who)

    assert selectors.announcements_for(actor).filter(pk=published.pk).exists() is sees
    if sees:
        assert selectors.find_announcement(actor, published.pk) == published
    else:
        with pytest.raises(Missing):
            selectors.find_announcement(actor, published.pk)


def test_a_draft_is_seen_by_its_issuers_only(draft, issuer, clerk):
    assert selectors.find_announcement(issuer, draft.pk) == draft
    with pytest.raises(Missing):
        selectors.find_announcement(clerk, draft.pk)


@pytest.mark.parametrize("verb", ["publish", "withdraw"])
@pytest.mark.parametrize("state", list(S))
@pytest.mark.parametrize("who", ["issuer", "clerk", "above", "elsewhere"])
def test_every_transition(published, request, verb, state, who):
    actor = request.getfixturevalue(who)
    published.state = state
    step = ANNOUNCEMENT.steps[verb]

    allowed = who == "issuer" and state in step.sources

    assert ANNOUNCEMENT.is_open(actor, published, verb) is allowed


def test_withdrawing_needs_a_reason_and_hides_it_below(published, issuer, clerk, noon):
    act = {"actor": issuer, "announcement_id": published.pk, "now": noon}

    with pytest.raises(Refused, match="意见"):
        services.withdraw_announcement(**act, note=" ")
    assert selectors.announcements_for(clerk).exists()

    services.withdraw_announcement(**act, note="日期有误")
    assert not selectors.announcements_for(clerk).exists()
    assert AuditEntry.objects.order_by("-pk").values_list("verb", "note").first() == (
        "withdraw",
        "日期有误",
    )


def test_what_is_published_cannot_be_rewritten(published, issuer, noon):
    with pytest.raises(Refused, match="先撤回"):
        services.rewrite_announcement(
            actor=issuer, announcement_id=published.pk, issuer="x", title="x", body="x", now=noon
        )

    published.refresh_from_db()
    assert published.title == "关于开展自评的通知"


def test_two_people_rewriting_one_draft_meet(draft, issuer, noon):
    words = {"issuer": "x", "title": "新标题", "body": "x"}
    known = {"actor": issuer, "announcement_id": draft.pk, "now": noon, "expect": draft.version}
    services.rewrite_announcement(**words, **known)

    with pytest.raises(Stale):
        services.rewrite_announcement(**(words | {"title": "另一个"}), **known)

    draft.refresh_from_db()
    assert draft.title == "新标题"


def test_a_receipt_is_kept_once_per_reader(published, clerk, above, issuer, noon):
    services.acknowledge(actor=clerk, announcement=published, now=noon)
    services.acknowledge(actor=clerk, announcement=published, now=noon)
    services.acknowledge(actor=above, announcement=published, now=noon)

    assert [r.reader_id for r in selectors.receipts_of(issuer, published)] == [clerk.user_id]
    assert selectors.announcements_for(clerk).get().is_unread is False
    with pytest.raises(Missing):
        selectors.receipts_of(clerk, published)


def test_reading_the_page_leaves_a_receipt(published, clerk, signed_in):
    answer = signed_in(clerk).get(reverse("notices:announcement", args=[published.pk]))

    assert "请于12月5日前完成自评。" in answer.text
    assert "阅读回执" not in answer.text
    assert Receipt.objects.get().reader_id == clerk.user_id


def test_writing_publishing_and_withdrawing_by_page(issuer, clerk, signed_in):
    client = signed_in(issuer)
    paper = SimpleUploadedFile("方案.pdf", b"%PDF-1.7\n%%EOF")
    words = {"title": "通知", "issuer": "凯里市总工会", "body": "正文", "attached": paper}
    assert "贵州省总工会" in client.get(reverse("notices:write")).text

    made = client.post(reverse("notices:write"), words)
    found = Announcement.objects.get()
    client.post(reverse("notices:publish", args=[found.pk]))
    empty = client.post(reverse("notices:withdraw", args=[found.pk]), {"note": ""})

    assert made["Location"] == reverse("notices:announcement", args=[found.pk])
    assert empty.status_code == 422
    found.refresh_from_db()
    assert found.state == S.PUBLISHED
    attachment = files.attachments_of(services.FILES, found.pk).get()
    assert files.find_attachment(clerk, attachment.pk).name == "方案.pdf"


def test_a_refused_file_keeps_what_was_typed_and_saves_nothing(issuer, signed_in):
    page = SimpleUploadedFile("方案.html", b"<script>")
    words = {"title": "通知", "issuer": "凯里市总工会", "body": "写了很久的正文", "attached": page}

    answer = signed_in(issuer).post(reverse("notices:write"), words)

    assert answer.status_code == 422
    assert "不能上传这种文件" in answer.text
    assert "写了很久的正文" in answer.text
    assert Announcement.objects.count() == 0


def test_editing_by_page_carries_the_version(draft, issuer, signed_in):
    client = signed_in(issuer)
    address = reverse("notices:edit", args=[draft.pk])
    words = {"title": "新标题", "issuer": "凯里市总工会", "body": "正文", "version": draft.version}

    assert f'value="{draft.version}"' in client.get(address).text
    assert client.post(address, words).status_code == 302
    assert client.post(address, words | {"title": "旧的"}).status_code == 409
    draft.refresh_from_db()
    assert draft.title == "新标题"


@pytest.mark.parametrize("show", ["", "?show=mine"])
def test_the_lists_show_title_and_number(published, issuer, signed_in, show):
    answer = signed_in(issuer).get(reverse("notices:announcements") + show)

    assert "关于开展自评的通知" in answer.text
    assert "凯工办发〔2023〕12号" in answer.text


def test_announcements_follow_a_place_that_moves(published, draft):
    services.follow_move(old=COUNTY[:10], new="0000900009")

    published.refresh_from_db()
    assert published.path == "0000900009" + COUNTY[10:]


def test_bell_and_list_count_announcements_and_messages_together(published, clerk, signed_in, noon):
    told = {"to": [clerk.user_id], "subject": "自评已开始", "key": "a", "now": noon}
    services.send(**told)
    with time_machine.travel(noon, tick=False):
        client = signed_in(clerk)
        text = client.get("/notices/").text
        bell = client.get(reverse("notices:bell")).text

        assert selectors.to_read(clerk, noon.date()) == 2
        assert published.title in text
        assert "自评已开始" in text
        assert "消息，2" in bell
        client.get(reverse("notices:announcement", args=[published.pk]))
        assert selectors.to_read(clerk, noon.date()) == 1
        assert published.title not in client.get("/notices/").text


def test_somebody_without_a_place_has_nothing_to_read(published, db, noon):
    nobody = Actor(user_id=9, name="无岗", posts=frozenset(), here="")

    assert selectors.to_read(nobody, noon.date()) == 0
