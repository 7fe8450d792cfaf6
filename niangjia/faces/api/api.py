"""The API: every room's router under one address, the same verbs and refusals as the pages."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema

from niangjia.domains.assessment.api import router as assessment
from niangjia.domains.members.api import router as members
from niangjia.domains.tasks.api import router as tasks
from niangjia.domains.unions.api import router as unions
from niangjia.domains.unions.api.employers import router as employers
from niangjia.domains.unions.api.secondments import router as secondments
from niangjia.domains.unions.api.studios import router as studios
from niangjia.domains.unions.api.teams import router as teams
from niangjia.domains.unions.api.workers import router as workers
from niangjia.foundation.facts.api import router as figures

from .answers import declare_answers, map_errors
from .auth import SessionAuth, TokenAuth
from .me import router as me
from .parsing import BoundedParser

VERSION = "1"


class HouseAPI(NinjaAPI):
    """Ninja, with the common answers in every operation of its schema."""

    def get_openapi_schema(self, **options: Any) -> OpenAPISchema:
        """The document, complete; made once, for everybody may ask for it and making it is dear."""
        where = options.get("path_prefix") or self.get_root_path(options.get("path_params") or {})
        if where not in self._documents:
            schema = super().get_openapi_schema(path_prefix=where)
            declare_answers(schema)
            self._documents[where] = schema
        return self._documents[where]

    @cached_property
    def _documents(self) -> dict[str, OpenAPISchema]:
        return {}


api = HouseAPI(
    title="智慧工会开放接口",
    version=VERSION,
    description="与页面同样的业务动作和同样的规定。调用者用访问令牌（Authorization: Bearer …）表明身份。",
    docs_url=None,
    urls_namespace="api",
    parser=BoundedParser(),
    auth=[TokenAuth(), SessionAuth()],
)
map_errors(api)

api.add_router("", me)
api.add_router("", figures, tags=["统计指标"])
api.add_router("/unions", unions, tags=["工会组织"])
api.add_router("/employers", employers, tags=["用人单位"])
api.add_router("/teams", teams, tags=["领导小组和专班"])
api.add_router("/studios", studios, tags=["工会社工工作室"])
api.add_router("/workers", workers, tags=["社会化工会工作者"])
api.add_router("/secondments", secondments, tags=["跟班学习"])
api.add_router("/members", members, tags=["会员"])
api.add_router("/assessment", assessment, tags=["考核验收"])
api.add_router("/tasks", tasks, tags=["任务督办"])
