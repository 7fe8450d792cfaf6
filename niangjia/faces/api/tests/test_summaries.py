"""Everybody who tries the API reads Chinese: each operation has a summary in words."""

from niangjia.faces.api.api import api
from niangjia.faces.api.operations import groups


def test_every_operation_is_summed_up_in_chinese():
    listed = [op for _tag, found in groups(api.get_openapi_schema()) for op in found]

    assert listed
    assert [op.path for op in listed if op.summary.isascii()] == []
    assert [op.path for op in listed if op.text and op.text.isascii()] == []


def test_groups_are_named_in_chinese():
    assert [tag for tag, _found in groups(api.get_openapi_schema()) if tag.isascii()] == []
