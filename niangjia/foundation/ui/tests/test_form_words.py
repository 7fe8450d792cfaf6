"""Addresses and errors as templates ask for them."""

from django import forms
from django.http import QueryDict

from niangjia.foundation.ui import form_words


class Asked(forms.Form):
    name = forms.CharField(label="姓名")
    kind = forms.ChoiceField(label="类型", choices=[("a", "甲")])
    photo = forms.FileField(label="照片")

    def clean(self):
        raise forms.ValidationError("两项不能都空")


def test_with_query_changes_one_value_and_keeps_the_others():
    query = QueryDict("q=凯里&kind=a&kind=b&page=2")

    assert form_words.with_query(query, page=3) == "?q=%E5%87%AF%E9%87%8C&kind=a&kind=b&page=3"
    assert form_words.with_query(query, page=None, kind="c") == "?q=%E5%87%AF%E9%87%8C&kind=c"
    assert form_words.with_query("") == "?"
    assert form_words.with_query("a=1", b=2) == "?a=1&b=2"


def test_form_errors_name_what_to_do():
    assert form_words.form_errors(Asked({})) == [
        ("两项不能都空", ""),
        ("请填写姓名", "#id_name"),
        ("请选择类型", "#id_kind"),
        ("请上传照片", "#id_photo"),
    ]
    assert form_words.form_errors(Asked()) == []


def test_sentences_keep_the_words_of_other_errors():
    form = Asked({"name": "x", "kind": "z"})

    assert form_words.sentences(form["name"]) == []
    assert form_words.sentences(form["kind"]) == ["选择一个有效的选项。 z 不在可用的选项中。"]


def test_described_adds_only_what_is_true():
    assert form_words.described({"class": "x"}, "", []) == {"class": "x"}
    assert form_words.described({}, "a b", ["!"]) == {
        "aria-describedby": "a b",
        "aria-invalid": "true",
    }


def test_differences_become_rows():
    assert form_words.differences({"时间": ("7", "8")}) == [("时间", "7", "8")]
