"""What the API says when it cannot do as asked: the same refusals as the pages, as JSON."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from django.http.request import RawPostDataException
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from ninja import NinjaAPI, Schema
from ninja.errors import HttpError, ValidationError

from niangjia.foundation.errors import Missing, Refused, Stale

from .sentences import sentence_for


class Refusal(Schema):
    """One sentence that says what is wrong and how to repair it; `field` names the input."""

    sentence: str
    field: str | None = None


class Difference(Schema):
    """A field somebody else changed first."""

    field: str
    theirs: str
    mine: str


class Conflict(Schema):
    """Somebody else changed the row first; read it again and decide."""

    sentence: str
    differences: list[Difference]


ANSWERS: dict[int, tuple[type[Schema], str | Promise]] = {
    401: (Refusal, gettext_lazy("没有登录，或令牌无效")),
    403: (Refusal, gettext_lazy("令牌只读，或页面已过期")),
    404: (Refusal, gettext_lazy("没有找到，或没有查看权限")),
    409: (Conflict, gettext_lazy("记录刚被别人改过")),
    422: (Refusal, gettext_lazy("不符合规定，或填写有误")),
}
"""The answers any operation may give besides its own, declared once for the whole schema."""


def map_errors(api: NinjaAPI) -> None:
    """Turn what services raise into answers."""

    def say(request: HttpRequest, status: int, sentence: str, **more: Any) -> HttpResponse:
        return api.create_response(request, {"sentence": sentence, **more}, status=status)

    @api.exception_handler(Missing)
    @api.exception_handler(Http404)
    def missing(request: HttpRequest, _error: Exception) -> HttpResponse:
        return say(request, 404, _("没有找到，或没有查看权限"), field=None)

    @api.exception_handler(Refused)
    def refused(request: HttpRequest, error: Refused) -> HttpResponse:
        return say(request, 422, str(error), field=error.field)

    @api.exception_handler(Stale)
    def stale(request: HttpRequest, error: Stale) -> HttpResponse:
        found = [
            {"field": label, "theirs": theirs, "mine": mine}
            for label, (theirs, mine) in error.differences.items()
        ]
        return say(request, 409, _("这条记录刚被别人改过，请重新读取"), differences=found)

    @api.exception_handler(ValidationError)
    def invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
        field, sentence = sentence_for(error.errors)
        return say(request, 422, sentence, field=field)

    @api.exception_handler(RequestDataTooBig)
    def too_big(request: HttpRequest, _error: Exception) -> HttpResponse:
        return say(request, 422, _("请求内容太大，请分批提交"), field=None)

    @api.exception_handler(HttpError)
    def turned_away(request: HttpRequest, error: HttpError) -> HttpResponse:
        if isinstance(error.__cause__, Refused):  # the body was read and is too much
            return refused(request, error.__cause__)
        plain = {401: _("请先登录，或提供访问令牌"), 400: _("请求的内容不是有效的 JSON")}
        known = str(error) not in {"Unauthorized", "Cannot parse request body"}
        sentence = str(error) if known and error.status_code != 400 else ""
        status = 422 if error.status_code == 400 else error.status_code
        return say(request, status, sentence or plain.get(error.status_code, ""), field=None)

    @api.exception_handler(RawPostDataException)
    def a_form(request: HttpRequest, _error: RawPostDataException) -> HttpResponse:
        return say(request, 422, _("请求的内容应是 JSON，不能按网页表单提交"), field=None)


def declare_answers(schema: dict[str, Any]) -> None:
    """Write the common answers into every operation of a schema, rooms' own words kept."""
    kept = schema["components"].setdefault("schemas", {})
    for shape in (Refusal, Conflict):
        made = shape.model_json_schema(ref_template="#/components/schemas/{model}")
        kept.update(made.pop("$defs", {}))
        kept[shape.__name__] = made
    for path in schema["paths"].values():
        for operation in path.values():
            for code, (model, words) in ANSWERS.items():
                where = {"$ref": f"#/components/schemas/{model.__name__}"}
                answer = {
                    "description": str(words),
                    "content": {"application/json": {"schema": where}},
                }
                operation["responses"].setdefault(code, answer)
