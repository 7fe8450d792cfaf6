"""Imports too long to wait for: a job with its page, the same result, the same undo."""

from datetime import date

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse

from niangjia.foundation.errors import Refused
from niangjia.foundation.exchange import background, later, services
from niangjia.foundation.exchange.models import ImportBatch
from niangjia.foundation.facts.tests.cases.models import Note
from niangjia.foundation.jobs.models import Progress
from niangjia.foundation.jobs.worker import drain
from niangjia.foundation.notices.models import Notice
from niangjia.foundation.parameters import services as parameters

from .books import STATIONS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("room")]
KEY = STATIONS.key
MANY = 120


@pytest.fixture(autouse=True)
def _plain_frame(settings):
    settings.SHELL_PROVIDER = "niangjia.foundation.parameters.tests.frame.plain_shell"


@pytest.fixture
def put(cast, noon):
    """Set a parameter of the house."""

    def put(key, value):
        parameters.set_parameter(
            actor=cast.administrator,
            key=key,
            value=value,
            valid_from=date(2020, 1, 1),
            source_doc="测试",
            now=noon,
        )

    return put


@pytest.fixture
def limit(put):
    """More than a hundred rows are long here."""
    put("import.job_rows", 100)


@pytest.fixture
def signed_in(client, cast):
    client.force_login(cast.user("county_cadre"))
    return client


@pytest.fixture
def batch(cast, upload, noon, limit):
    rows = [[f"站{number}", "", ""] for number in range(MANY)]
    return services.start_import(
        actor=cast.county_cadre, layout_key=KEY, file=upload(rows), now=noon
    )


def text_of(response):
    return response.content.decode()


def test_a_long_import_runs_and_is_undone_by_jobs(signed_in, batch):
    answer = signed_in.post(reverse("exchange:run", args=[batch.pk]))
    assert answer.url == reverse("jobs:status", args=[Progress.objects.get().pk])
    assert "正在后台处理" in text_of(signed_in.get(reverse("exchange:check", args=[batch.pk])))
    drain()
    assert Note.objects.count() == MANY
    assert "已导入 120 行" in text_of(signed_in.get(answer.url))
    page = text_of(signed_in.get(reverse("exchange:check", args=[batch.pk])))
    assert ("已导入 120 行" in page, "撤销这次导入" in page) == (True, True)

    signed_in.post(reverse("exchange:undo", args=[batch.pk]))
    drain()

    assert (Note.objects.count(), ImportBatch.objects.get().state) == (0, "undone")


def test_pressing_again_meets_the_same_job(cast, batch, noon):
    known = {"actor": cast.county_cadre, "batch_id": batch.pk, "now": noon}
    first = later.carry_on_later(verb="run", **known)

    assert later.carry_on_later(verb="run", **known) == first
    drain()
    assert Note.objects.count() == MANY


def test_a_large_file_is_checked_by_a_job(signed_in, upload, monkeypatch):
    monkeypatch.setattr(later, "LARGE_FILE", 10)
    file = upload([["甲站", "1385512"], ["乙站", ""]], name="a.xlsx")

    answer = signed_in.post(reverse("exchange:start", args=[KEY]), {"file": file})
    assert ImportBatch.objects.get().state == "uploaded"
    drain()

    done = ImportBatch.objects.get()
    assert (done.state, done.rows_good, done.rows_bad) == ("checked", 1, 1)
    assert "可导入 1 行，需修改 1 行" in text_of(signed_in.get(answer.url))
    assert [n.to_id for n in Notice.objects.all()] == [done.person_id]


def test_a_large_file_that_cannot_be_read_says_so_on_its_page(signed_in, upload, monkeypatch):
    monkeypatch.setattr(later, "LARGE_FILE", 10)
    file = upload([], name="a.xlsx")
    file.file.truncate(100)

    answer = signed_in.post(reverse("exchange:start", args=[KEY]), {"file": file})
    drain()

    assert "已损坏" in text_of(signed_in.get(answer.url))
    page = text_of(signed_in.get(reverse("exchange:check", args=[ImportBatch.objects.get().pk])))
    assert "重新上传" in page


def test_a_closed_account_imports_nothing_more(cast, batch, noon):
    person = get_user_model().objects.filter(pk=batch.person_id)
    person.update(is_active=False)

    with pytest.raises(Refused, match="账号已停用"):
        background.perform(
            verb="run", batch_id=batch.pk, person_id=batch.person_id, standing_at=0, now=noon
        )

    assert Note.objects.count() == 0


def test_files_are_kept_as_long_as_the_parameter_says(batch, noon, put):
    put("import.keep_days", 1)

    assert services.forget_files(now=noon.replace(day=22)) == 1
