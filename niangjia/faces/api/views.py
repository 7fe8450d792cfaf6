"""The page to try the API: everything from this site, under the strict policy."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from niangjia.foundation.web import ActorRequest, page

from .api import api
from .operations import groups


@require_safe
def docs(request: ActorRequest) -> HttpResponse:
    """接口试用."""
    schema = api.get_openapi_schema()
    return page(request, "api/docs.html", {"schema": schema, "groups": groups(schema)})
