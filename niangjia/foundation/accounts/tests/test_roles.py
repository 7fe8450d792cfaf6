"""Three administrators are three people."""

from io import StringIO

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command

from niangjia.foundation.accounts.checks import three_people
from niangjia.foundation.accounts.roles import conflict


@pytest.mark.parametrize(
    ("roles", "sentence"),
    [
        (set(), None),
        ({"system.admin"}, None),
        ({"audit.admin", "unions.clerk"}, None),
        (
            {"audit.admin", "system.admin"},
            "系统管理员、审计管理员不能由同一人担任，请分别指定不同的人员",
        ),
        (
            {"audit.admin", "system.admin", "security.admin", "unions.reader"},
            "系统管理员、安全管理员、审计管理员不能由同一人担任，请分别指定不同的人员",
        ),
    ],
)
def test_conflict_names_the_roles(roles, sentence):
    assert conflict(roles) == sentence


@pytest.mark.django_db
def test_check_three_is_content_with_three_people(cast):
    out = StringIO()

    call_command("check_three", stdout=out)

    assert out.getvalue() == "三员分立，没有冲突\n"
    assert three_people(None) == []


@pytest.mark.django_db
def test_check_three_names_whoever_holds_two(cast, tree):
    apps.get_model("unions", "Post").objects.filter(title="系统管理员").update(
        roles=["system.admin", "audit.admin"]
    )
    out = StringIO()

    with pytest.raises(CommandError, match="三员分立有 1 处不符合"):
        call_command("check_three", stdout=out)

    name = cast.user("administrator").name
    assert out.getvalue().startswith(f"{name}（administrator）：系统管理员、审计管理员不能")
    assert [error.id for error in three_people(None)] == ["accounts.E001"]


@pytest.mark.django_db
def test_open_account_prints_the_password_once(cast):
    out = StringIO()

    call_command("open_account", "luo", "罗敏", stdout=out)

    assert out.getvalue().startswith("账号 luo  初始密码 ")
    with pytest.raises(CommandError, match="已存在"):
        call_command("open_account", "luo", "罗敏", stdout=out)
