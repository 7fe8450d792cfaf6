"""The pages of an import, without script."""

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from niangjia.foundation.exchange import services
from niangjia.foundation.exchange.models import ImportBatch
from niangjia.foundation.facts.tests.cases.models import Note

from .books import ID, STATIONS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("room")]

KEY = STATIONS.key
START = "exchange:start"


@pytest.fixture(autouse=True)
def _plain_frame(settings):
    settings.SHELL_PROVIDER = "niangjia.foundation.parameters.tests.frame.plain_shell"


@pytest.fixture
def signed_in(client, cast):
    client.force_login(cast.user("county_cadre"))
    return client


@pytest.fixture
def batch(cast, upload, noon):
    rows = [["甲站", "13812345678", ID], ["乙站", "1385512", ID], ["丙站", "", ID[:17] + "1"]]
    return services.start_import(
        actor=cast.county_cadre, layout_key=KEY, file=upload(rows), now=noon
    )


def text_of(response):
    return response.content.decode()


def test_start_offers_the_template_and_the_upload(signed_in):
    text = text_of(signed_in.get(reverse(START, args=[KEY])))

    assert reverse("exchange:template", args=[KEY]) in text
    assert 'enctype="multipart/form-data"' in text
    assert "必填列：站点名称" in text


@pytest.mark.parametrize("who", ["auditor", "stranger"])
def test_start_is_missing_for_others(client, cast, who):
    client.force_login(cast.user(who))

    assert client.get(reverse(START, args=[KEY])).status_code == 404
    assert client.get(reverse("exchange:template", args=[KEY])).status_code == 404


def test_a_layout_nobody_declared_is_missing(signed_in):
    assert signed_in.get(reverse(START, args=["test.none"])).status_code == 404


def test_the_template_is_a_download_with_a_chinese_name(signed_in):
    response = signed_in.get(reverse("exchange:template", args=[KEY]))

    assert "filename*=utf-8''" in response["Content-Disposition"]
    assert b"".join(response.streaming_content)[:2] == b"PK"


def test_upload_leads_to_the_page_of_problems(signed_in, upload):
    file = upload([["甲站", "1385512"]])
    file.name = "a.xlsx"

    response = signed_in.post(reverse(START, args=[KEY]), {"file": file}, follow=True)

    assert response.redirect_chain == [
        (reverse("exchange:check", args=[ImportBatch.objects.get().pk]), 302)
    ]
    text = text_of(response)
    assert ("可导入 0" in text, "需修改 1" in text, "1385512" in text, "应为 11 位" in text) == (
        True,
    ) * 4


@pytest.mark.parametrize(
    ("name", "words"), [("a.pdf", "请上传 .xlsx"), ("a.xlsx", "不是 Excel 文件")]
)
def test_upload_of_a_stranger_says_what_to_do(signed_in, name, words):
    file = ContentFile(b"%PDF-1.4 nothing", name=name)

    text = text_of(signed_in.post(reverse(START, args=[KEY]), {"file": file}))

    assert words in text
    assert ImportBatch.objects.count() == 0


def test_check_masks_whole_numbers_and_offers_both_ways(signed_in, batch):
    text = text_of(signed_in.get(reverse("exchange:check", args=[batch.pk])))

    assert "读取 3 行" in text
    assert ("先导入 1 行" in text, "全部改好再导入" in text, "下载问题行" in text) == (True,) * 3
    assert ("522*************11" in text, ID[:17] + "1" in text) == (True, False)


def test_run_twice_imports_once_and_shows_the_result_with_undo(signed_in, batch):
    for _press in range(2):
        response = signed_in.post(reverse("exchange:run", args=[batch.pk]), follow=True)

    text = text_of(response)
    assert ("已导入 1 行" in text, "撤销这次导入" in text) == (True, True)
    assert Note.objects.count() == 1


def test_undo_takes_it_back(signed_in, batch):
    signed_in.post(reverse("exchange:run", args=[batch.pk]))

    text = text_of(signed_in.post(reverse("exchange:undo", args=[batch.pk]), follow=True))

    assert "已全部撤销" in text
    assert Note.objects.count() == 0


def test_problems_is_a_workbook(signed_in, batch, cells):
    response = signed_in.get(reverse("exchange:problems", args=[batch.pk]))

    sheet = cells(b"".join(response.streaming_content))
    assert [row[0] for row in sheet.rows] == ["站点名称", "乙站", "丙站"]


def test_pages_of_others_are_missing_and_change_nothing(client, cast, batch):
    client.force_login(cast.user("city_reviewer"))

    answers = [
        client.get(reverse(f"exchange:{name}", args=[batch.pk])) for name in ("check", "problems")
    ]
    answers += [
        client.post(reverse(f"exchange:{name}", args=[batch.pk])) for name in ("run", "undo")
    ]

    assert [answer.status_code for answer in answers] == [404] * 4
    assert Note.objects.count() == 0


def test_run_answers_to_post_alone_and_undo_asks_first(signed_in, batch):
    run, undo = (reverse(f"exchange:{name}", args=[batch.pk]) for name in ("run", "undo"))
    signed_in.post(run)

    assert signed_in.get(run).status_code == 405
    assert "撤销导入的 1 行" in text_of(signed_in.get(undo))
    assert Note.objects.count() == 1
