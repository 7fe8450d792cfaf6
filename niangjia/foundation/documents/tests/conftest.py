"""A province that issues, its drafter, its clerk, somebody below, somebody elsewhere."""

import pytest

from niangjia.foundation.accounts.models import User
from niangjia.foundation.documents import services
from niangjia.foundation.documents.enums import DocumentKind
from niangjia.foundation.documents.paper import Body, Table
from niangjia.foundation.scope import Actor

PROVINCE = "00001" + "00062"
COUNTY = PROVINCE + "06209" + "62098"
ELSEWHERE = "00001" + "00052"

NAMED = Table(
    ("序号", "单位", "得分"),
    (("1", "敦煌市总工会", "98.50"), ("2", "肃南裕固族自治县总工会", "96.50")),
    "命名名单",
)
BODY = Body(
    blocks=(
        "经省级验收，决定命名敦煌市总工会等为“五强”县级工会。",
        "一、名单",
        NAMED,
        "（一）要求",
    ),
    addressee="各市（州）总工会",
    attachments=("评分汇总表", "验收标准"),
    copies_to=("中华全国总工会", "省委办公厅"),
)


def seated(name: str, path: str, *roles: str) -> Actor:
    user = User.objects.create(username=name, name=name)
    return Actor(user.pk, frozenset((role, path) for role in roles or ("staff",)), name, path)


@pytest.fixture
def drafter(db) -> Actor:
    return seated("drafter", PROVINCE)


@pytest.fixture
def clerk(db) -> Actor:
    return seated("clerk", PROVINCE, "documents.clerk")


@pytest.fixture
def below(db) -> Actor:
    return seated("below", COUNTY)


@pytest.fixture
def elsewhere(db) -> Actor:
    return seated("elsewhere", ELSEWHERE, "documents.clerk")


@pytest.fixture
def draft(drafter, noon):
    """`draft(kind=…)` writes a document of the province."""

    def draft(**other):
        words = {
            "kind": DocumentKind.DECISION,
            "word": "甘工发",
            "issuer": "甘肃省总工会",
            "title": "甘肃省总工会关于命名“五强”县级工会的决定",
            "body": BODY,
        }
        known = {"actor": drafter, "path": PROVINCE, "now": noon}
        return services.draft_document(**(known | words | other))

    return draft


@pytest.fixture
def issued(draft, drafter, noon):
    return services.issue_document(actor=drafter, document_id=draft().pk, now=noon)
