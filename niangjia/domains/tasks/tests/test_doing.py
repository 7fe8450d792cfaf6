"""What the unit does, what the issuer answers: receipt, report, judging, delay, help."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from niangjia.domains.tasks.enums.tasks import DelayState, ReportState, TaskState
from niangjia.domains.tasks.models import Delay, Helper, Report, Task, Urge
from niangjia.domains.tasks.selectors.todos import todos
from niangjia.domains.tasks.services import doing, judging, letters, reading
from niangjia.domains.unions.models import Post
from niangjia.foundation.errors import Missing, Refused, Stale
from niangjia.foundation.files.selectors import attachments_of
from niangjia.foundation.jobs.worker import drain
from niangjia.foundation.notices.models import Notice
from niangjia.foundation.scope import actor_for

from .conftest import DUE

pytestmark = pytest.mark.django_db


@pytest.fixture
def in_hand(cast, task, noon):
    """Signed for by 凯里市总工会."""
    return doing.receive(actor=cast.county_cadre, task_id=task.pk, now=noon)


@pytest.fixture
def reported(cast, in_hand, noon):
    """Reported as done."""
    doing.report(actor=cast.county_cadre, task_id=in_hand.pk, text="已挂牌十处", now=noon)
    return Task.objects.get(pk=in_hand.pk)


def test_whoever_signs_answers_for_the_task(cast, in_hand, noon):
    assert (in_hand.state, in_hand.owner_id) == (TaskState.IN_HAND, cast.county_cadre.user_id)
    assert in_hand.received_at == noon


def test_another_county_cannot_sign(cast, given, noon):
    with pytest.raises(Missing):
        doing.receive(actor=cast.county_cadre, task_id=given["other_county"].pk, now=noon)


def test_a_whole_report_waits_for_the_issuer(cast, reported):
    report = Report.objects.get(task=reported)
    assert (reported.state, reported.progress) == (TaskState.REPORTED, 100)
    assert (report.state, report.number) == (ReportState.FILED, 1)


def test_an_interim_report_leaves_the_task_in_hand(cast, in_hand, noon):
    doing.report(actor=cast.county_cadre, task_id=in_hand.pk, text="一半", progress=50, now=noon)

    in_hand.refresh_from_db()
    assert (in_hand.state, in_hand.progress) == (TaskState.IN_HAND, 50)
    assert Report.objects.get(task=in_hand).state == ReportState.INTERIM


def test_material_that_is_asked_for_must_come_with_the_report(cast, in_hand, noon):
    Task.objects.filter(pk=in_hand.pk).update(needs_files=True)

    with pytest.raises(Refused, match="佐证材料"):
        doing.report(actor=cast.county_cadre, task_id=in_hand.pk, text="完成", now=noon)
    photo = SimpleUploadedFile("清单.pdf", b"%PDF-1.4 list")
    doing.report(
        actor=cast.county_cadre, task_id=in_hand.pk, text="完成", attached=[photo], now=noon
    )

    in_hand.refresh_from_db()
    assert in_hand.state == TaskState.REPORTED


def test_a_report_carries_the_figures_of_the_ledger(cast, in_hand, noon):
    Task.objects.filter(pk=in_hand.pk).update(metrics=["unions.members"])

    report = doing.report(actor=cast.county_cadre, task_id=in_hand.pk, text="完成", now=noon)

    (figure,) = report.figures
    assert (figure["metric"], figure["unit"], figure["as_of"]) == (
        "unions.members",
        "人",
        "2023-11-20",
    )


def test_a_form_filled_from_an_older_version_is_stale(cast, in_hand, noon):
    with pytest.raises(Stale):
        doing.report(
            actor=cast.county_cadre,
            task_id=in_hand.pk,
            text="一半",
            progress=50,
            expect=in_hand.version - 1,
            now=noon,
        )


def test_two_officers_accept_once(cast, reported, noon):
    judging.accept(actor=cast.province_cadre, task_id=reported.pk, now=noon)

    with pytest.raises(Stale):
        judging.accept(actor=cast.province_cadre, task_id=reported.pk, now=noon)
    reported.refresh_from_db()
    assert (reported.state, reported.is_late) == (TaskState.ACCEPTED, False)


def test_a_report_after_the_day_is_late(cast, in_hand, noon):
    after = noon.replace(month=12, day=18)

    doing.report(actor=cast.county_cadre, task_id=in_hand.pk, text="完成", now=after)

    in_hand.refresh_from_db()
    assert in_hand.is_late


def test_sending_back_needs_a_reason_and_opens_the_task_again(cast, reported, noon):
    with pytest.raises(Refused, match="意见"):
        judging.send_back(actor=cast.province_cadre, task_id=reported.pk, note=" ", now=noon)
    judging.send_back(actor=cast.province_cadre, task_id=reported.pk, note="缺照片", now=noon)

    reported.refresh_from_db()
    assert (reported.state, reported.progress) == (TaskState.RETURNED, 0)
    assert Report.objects.get(task=reported).opinion == "缺照片"


def test_the_unit_cannot_judge_its_own_report(cast, reported, noon):
    with pytest.raises(Refused):
        judging.accept(actor=cast.county_cadre, task_id=reported.pk, now=noon)

    reported.refresh_from_db()
    assert reported.state == TaskState.REPORTED


def test_a_report_can_be_taken_back_before_it_is_judged(cast, reported, noon):
    task = doing.take_back(actor=cast.county_cadre, task_id=reported.pk, now=noon)

    assert (task.state, task.reported_at) == (TaskState.IN_HAND, None)


def test_more_time_is_asked_for_and_granted(cast, in_hand, noon):
    until = DUE + timedelta(days=7)
    delay = doing.ask_delay(
        actor=cast.county_cadre, task_id=in_hand.pk, until=until, reason="换届", now=noon
    )
    with pytest.raises(Refused, match="还没有答复"):
        doing.ask_delay(
            actor=cast.county_cadre, task_id=in_hand.pk, until=until, reason="换届", now=noon
        )

    judging.judge_delay(actor=cast.province_cadre, delay_id=delay.pk, grant=True, now=noon)

    in_hand.refresh_from_db()
    assert in_hand.due_on == until
    assert Delay.objects.get(pk=delay.pk).state == DelayState.GRANTED


def test_a_refused_delay_leaves_the_day(cast, in_hand, noon):
    delay = doing.ask_delay(
        actor=cast.county_cadre,
        task_id=in_hand.pk,
        until=DUE + timedelta(days=7),
        reason="忙",
        now=noon,
    )

    judging.judge_delay(
        actor=cast.province_cadre, delay_id=delay.pk, grant=False, note="理由不足", now=noon
    )

    in_hand.refresh_from_db()
    assert in_hand.due_on == DUE


def test_pressing_is_read_when_the_unit_opens_the_task(cast, task, noon):
    pressed = judging.urge(
        actor=cast.province_cadre, task_ids=[task.pk], note="请今日签收", now=noon
    )
    again = judging.urge(actor=cast.province_cadre, task_ids=[task.pk], note="请今日签收", now=noon)
    reading.note_read(actor=cast.province_cadre, task_id=task.pk, now=noon)
    unread = Urge.objects.get(task=task).read_at
    reading.note_read(actor=cast.county_cadre, task_id=task.pk, now=noon)

    urge = Urge.objects.get(task=task)
    assert (pressed, again, unread, urge.read_at) == (1, 0, None, noon)
    assert urge.read_by == cast.county_cadre.name


def test_another_unit_joins_in_with_its_opinion(cast, tree, in_hand, noon):
    with pytest.raises(Missing):
        doing.answer_help(
            actor=cast.other_city_reviewer, task_id=in_hand.pk, opinion="好", now=noon
        )
    doing.ask_help(
        actor=cast.county_cadre,
        task_id=in_hand.pk,
        union_id=tree.other_city.pk,
        request="请提供站点图",
        now=noon,
    )
    doing.answer_help(
        actor=cast.other_city_reviewer, task_id=in_hand.pk, opinion="已提供", now=noon
    )

    assert Helper.objects.get(task=in_hand).opinion == "已提供"


def test_the_issuer_passes_a_task_to_another_unit(cast, tree, root, task, noon):
    with pytest.raises(Refused, match="已有这项任务"):
        judging.pass_to(
            actor=cast.province_cadre,
            task_id=task.pk,
            union_id=tree.sister_county.pk,
            note="划转",
            now=noon,
        )
    moved = judging.pass_to(
        actor=cast.province_cadre, task_id=task.pk, union_id=tree.city.pk, note="划转", now=noon
    )

    assert (moved.union_id, moved.state) == (tree.city.pk, TaskState.ASSIGNED)


def test_calling_off_ends_what_was_passed_on_and_keeps_what_is_done(cast, root, reported, noon):
    judging.accept(actor=cast.province_cadre, task_id=reported.pk, now=noon)

    ended = judging.withdraw(actor=cast.province_cadre, task_id=root.pk, note="并入专项", now=noon)

    states = sorted(Task.objects.filter(parent=root).values_list("state", flat=True))
    assert (ended, states) == (3, ["accepted", "withdrawn", "withdrawn"])


def test_a_root_ends_only_when_every_unit_has(cast, root, given, noon):
    with pytest.raises(Refused, match="还有 3 家"):
        judging.conclude(actor=cast.province_cadre, task_id=root.pk, now=noon)
    Task.objects.filter(parent=root).update(state=TaskState.ACCEPTED)

    done = judging.conclude(actor=cast.province_cadre, task_id=root.pk, now=noon)
    closed = judging.strike_off(actor=cast.province_cadre, task_id=root.pk, now=noon)

    assert (done.progress, closed.state) == (100, TaskState.CLOSED)


def test_a_hasty_acceptance_is_undone_with_a_reason(cast, reported, noon):
    judging.accept(actor=cast.province_cadre, task_id=reported.pk, now=noon)

    task = judging.reopen(actor=cast.province_cadre, task_id=reported.pk, note="点错", now=noon)

    assert (task.state, task.accepted_at) == (TaskState.IN_HAND, None)


def test_many_reports_are_accepted_and_one_refusal_stops_no_other(cast, given, reported, noon):
    ids = [reported.pk, given["other_county"].pk]

    outcome = judging.accept_many(actor=cast.province_cadre, task_ids=ids, now=noon)

    assert outcome.done == [reported.pk]
    assert [pk for pk, _why in outcome.refused] == [given["other_county"].pk]


def test_people_of_the_unit_are_told_once_and_find_it_on_their_desk(cast, task, noon):
    drain()

    told = Notice.objects.filter(to_id=cast.county_cadre.user_id)
    assert [notice.subject for notice in told] == ["贵州交办：规范建设户外劳动者服务站点"]
    (todo,) = todos(cast.county_cadre, noon.date())
    assert (todo.verb, todo.due_on) == ("签收", DUE)


def test_reports_that_wait_are_one_line_on_the_issuers_desk(cast, reported, noon):
    (todo,) = todos(cast.province_cadre, noon.date())

    assert (todo.verb, todo.source) == ("审核", "凯里")


def test_a_letter_of_supervision_is_numbered_and_kept_with_the_task(cast, task, noon):
    post = Post.objects.get(pk=cast.province_cadre.post_id)
    post.roles = [*post.roles, "documents.clerk"]
    post.save()
    clerk = actor_for(cast.user("province_cadre"))

    letter = letters.issue_letter(
        actor=clerk, task_id=task.pk, word="黔工督", text="逾期未签收。", now=noon
    )

    assert letter.number == "黔工督〔2023〕1号"
    assert [file.name[-4:] for file in attachments_of("tasks.letter", task.pk)] == [".pdf"]


def test_a_day_moved_by_the_issuer_needs_a_reason(cast, task, noon):
    with pytest.raises(Refused, match="理由"):
        judging.change_due(
            actor=cast.province_cadre, task_id=task.pk, due_on=date(2023, 12, 20), note="", now=noon
        )
