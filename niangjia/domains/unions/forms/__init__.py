"""What the verbs are told: each form's fields are the arguments of its service."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from niangjia.domains.unions import selectors
from niangjia.domains.unions.enums import DissolveReason, EmployerKind, PostKind, UnionKind
from niangjia.domains.unions.selectors.held import ROLES
from niangjia.foundation.accounts.selectors import account_named
from niangjia.foundation.scope import Actor
from niangjia.foundation.web.picking import Chosen, PickedField

Day = forms.DateInput(attrs={"type": "date"})


def to_choose(choices: list[tuple[str, Any]]) -> list[tuple[str, Any]]:
    """The choices of a box that begins with none: nobody keeps the first by mistake."""
    return [("", _("请选择")), *choices]


class UnionField(PickedField):
    """A union chosen with the picker; the value is its id."""

    route = "unions:picker"
    default_error_messages: ClassVar[dict[str, Any]] = {"invalid": _("请从列表中选择工会")}

    def told(self, actor: Actor, pk: int) -> Chosen | None:
        """Its name and code."""
        return selectors.told_union(actor, pk)


class NamesField(forms.CharField):
    """Names, one a line or separated by 、."""

    widget = forms.Textarea(attrs={"rows": 3})

    def to_python(self, value: Any) -> Any:
        """The names as a list."""
        text = super().to_python(value) or ""
        return [name.strip() for name in text.replace("、", "\n").splitlines() if name.strip()]


class _Decided(forms.Form):
    """A change with its decision."""

    effective_on = forms.DateField(label=_("生效日期"), widget=Day)
    document = forms.CharField(
        label=_("批准文件文号"), max_length=120, help_text=_("例如 黔工复〔2023〕12号")
    )

    field_order: list[str] | None = None


class Found(_Decided):
    """Approve the founding."""


class Rename(_Decided):
    """Another name."""

    name = forms.CharField(label=_("名称"), max_length=120)
    short_name = forms.CharField(label=_("简称"), max_length=40, required=False)
    code = forms.CharField(label=_("组织代码"), max_length=24, required=False)
    note = forms.CharField(label=_("说明"), max_length=400, required=False)
    field_order = ["name", "short_name", "code", "effective_on", "document", "note"]


class Move(_Decided):
    """Another parent."""

    parent_id = UnionField(label=_("新的上级工会"))
    note = forms.CharField(label=_("说明"), max_length=400, required=False)
    field_order = ["parent_id", "effective_on", "document", "note"]


class Merge(_Decided):
    """Go into another union."""

    into_id = UnionField(label=_("并入的工会"))
    note = forms.CharField(
        label=_("合并理由"), max_length=400, widget=forms.Textarea(attrs={"rows": 3})
    )
    field_order = ["into_id", "effective_on", "document", "note"]


class Split(_Decided):
    """A part becomes its own."""

    name = forms.CharField(label=_("新工会名称"), max_length=120)
    short_name = forms.CharField(label=_("简称"), max_length=40, required=False)
    code = forms.CharField(label=_("新组织代码"), max_length=24)
    child_ids = forms.TypedMultipleChoiceField(
        label=_("划出的下级工会"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    note = forms.CharField(label=_("说明"), max_length=400, required=False)
    field_order = ["name", "short_name", "code", "child_ids", "effective_on", "document", "note"]


class Dissolve(_Decided):
    """End a union."""

    reason = forms.ChoiceField(
        label=_("撤销事由"), choices=DissolveReason.choices, widget=forms.RadioSelect
    )
    note = forms.CharField(
        label=_("情况说明"), max_length=400, widget=forms.Textarea(attrs={"rows": 3})
    )
    field_order = ["reason", "effective_on", "document", "note"]


class Note(forms.Form):
    """A reason and nothing else."""

    note = forms.CharField(
        label=_("说明"), max_length=400, widget=forms.Textarea(attrs={"rows": 3})
    )


class Nothing(forms.Form):
    """A verb that asks nothing."""


class Details(forms.Form):
    """Contacts."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    phone = forms.CharField(label=_("联系电话"), max_length=30, required=False)
    address = forms.CharField(label=_("地址"), max_length=200, required=False)
    uscc = forms.CharField(label=_("统一社会信用代码"), max_length=22, required=False)


class Headcount(forms.Form):
    """Workers and members from a day on."""

    on = forms.DateField(label=_("统计日期"), widget=Day)
    workers = forms.IntegerField(label=_("职工数"), min_value=0)
    members = forms.IntegerField(label=_("会员数"), min_value=0)
    women_members = forms.IntegerField(label=_("女会员数"), min_value=0)
    source = forms.CharField(label=_("来源"), max_length=120, required=False)


class RecordTerm(forms.Form):
    """The running term."""

    number = forms.IntegerField(label=_("第几届"), min_value=1, max_value=99)
    years = forms.TypedChoiceField(
        label=_("任期"),
        coerce=int,
        choices=[(3, _("三年")), (5, _("五年"))],
        widget=forms.RadioSelect,
    )
    begun_on = forms.DateField(label=_("本届开始日期"), widget=Day)
    chair = forms.CharField(label=_("主席"), max_length=60, required=False)
    committee = NamesField(
        label=_("委员名单"), required=False, help_text=_("一行一个，或用顿号分开")
    )
    document = forms.CharField(label=_("批复文号"), max_length=120)


class ReElect(forms.Form):
    """A re-election."""

    held_on = forms.DateField(label=_("换届选举日期"), widget=Day)
    years = forms.TypedChoiceField(
        label=_("新一届任期"),
        coerce=int,
        choices=[(3, _("三年")), (5, _("五年"))],
        widget=forms.RadioSelect,
    )
    chair = forms.CharField(label=_("新一届主席"), max_length=60, required=False)
    committee = NamesField(
        label=_("委员名单"), required=False, help_text=_("一行一个，或用顿号分开")
    )
    document = forms.CharField(label=_("上级批复文号"), max_length=120)


class Postpone(forms.Form):
    """Put the re-election off."""

    until = forms.DateField(label=_("延期至"), widget=Day)
    document = forms.CharField(label=_("批准文号"), max_length=120)
    note = forms.CharField(
        label=_("延期理由"), max_length=400, widget=forms.Textarea(attrs={"rows": 3})
    )


class Certify(forms.Form):
    """A legal-person certificate."""

    number = forms.CharField(label=_("证书编号"), max_length=40)
    uscc = forms.CharField(label=_("统一社会信用代码"), max_length=22)
    legal_representative = forms.CharField(label=_("法定代表人"), max_length=60)
    registrar_id = forms.TypedChoiceField(label=_("登记机关"), coerce=int)
    issued_on = forms.DateField(label=_("发证日期"), widget=Day)
    expires_on = forms.DateField(label=_("有效期至"), widget=Day)


class Revoke(forms.Form):
    """Take a certificate back."""

    revoked_on = forms.DateField(label=_("注销日期"), widget=Day)
    note = forms.CharField(label=_("注销原因"), max_length=400)


class Create(forms.Form):
    """A union in preparation."""

    name = forms.CharField(label=_("工会名称"), max_length=120)
    short_name = forms.CharField(label=_("简称"), max_length=40, required=False)
    parent_id = UnionField(label=_("上级工会"))
    kind = forms.ChoiceField(label=_("类型"), choices=to_choose(UnionKind.choices))
    code = forms.CharField(
        label=_("组织代码"), max_length=24, required=False, help_text=_("留空则自动编号")
    )
    members = forms.IntegerField(label=_("单位会员人数"), min_value=0, required=False, initial=0)

    def clean_members(self) -> int:
        """Empty is none."""
        return self.cleaned_data["members"] or 0


class Post(forms.Form):
    """A new post."""

    title = forms.CharField(label=_("职务名称"), max_length=60)
    department = forms.CharField(label=_("部门"), max_length=60, required=False)
    kind = forms.ChoiceField(label=_("职务类别"), choices=to_choose(PostKind.choices))
    seats = forms.IntegerField(label=_("职数"), min_value=1, max_value=99, initial=1)


class AccountField(forms.CharField):
    """The account of a person, typed as they sign in; its id, or None where nothing is typed."""

    def clean(self, value: Any) -> Any:
        login = super().clean(value).strip()
        if not login:
            return None
        if (found := account_named(login)) is None:
            raise forms.ValidationError(
                gettext("没有账号“%(login)s”，请核对，或先由安全管理员开通") % {"login": login}
            )
        return found.pk


ACCOUNT = AccountField(
    label=_("登录账号"),
    max_length=40,
    required=False,
    help_text=_("填写后，此人即按岗位权限办事；不用系统的人员可以不填"),
)


class Appoint(forms.Form):
    """Somebody takes a post."""

    person_name = forms.CharField(label=_("姓名"), max_length=60)
    person_id = ACCOUNT
    begun_on = forms.DateField(label=_("任职日期"), widget=Day)
    document = forms.CharField(label=_("任职文号"), max_length=120)
    is_relative = forms.NullBooleanField(
        label=_("是否为企业主要负责人的近亲属"),
        widget=forms.RadioSelect(choices=[("false", _("不是")), ("true", _("是"))]),
        help_text=_("基层工会委员会成员须声明（《工会法》第十条）"),
        required=False,
    )


class ByElect(forms.Form):
    """A vacancy is filled by election."""

    person_name = forms.CharField(label=_("当选人姓名"), max_length=60)
    person_id = ACCOUNT
    held_on = forms.DateField(label=_("补选日期"), widget=Day)
    document = forms.CharField(label=_("批复文号"), max_length=120)
    is_relative = Appoint.base_fields["is_relative"]


class Dismiss(forms.Form):
    """Somebody leaves a post."""

    ended_on = forms.DateField(label=_("免职日期"), widget=Day)
    document = forms.CharField(label=_("免职文号"), max_length=120)
    note = forms.CharField(
        label=_("说明"),
        max_length=400,
        required=False,
        help_text=_("任期内调动主席、副主席，须写明已征得本级委员会和上一级工会同意"),
    )


class GrantRoles(forms.Form):
    """What a post may do."""

    roles = forms.MultipleChoiceField(
        label=_("岗位权限"), choices=ROLES, required=False, widget=forms.CheckboxSelectMultiple
    )
    note = forms.CharField(label=_("授权依据"), max_length=400)


class Employer(forms.Form):
    """An employer."""

    name = forms.CharField(label=_("单位名称"), max_length=120)
    uscc = forms.CharField(label=_("统一社会信用代码"), max_length=22)
    kind = forms.ChoiceField(label=_("单位性质"), choices=to_choose(EmployerKind.choices))
    industry = forms.CharField(label=_("行业代码"), max_length=5, required=False)
    workers = forms.IntegerField(label=_("职工数"), min_value=0)
    women_workers = forms.IntegerField(label=_("女职工数"), min_value=0, initial=0)
    migrant_workers = forms.IntegerField(label=_("农民工数"), min_value=0, initial=0)
    on = forms.DateField(
        label=_("统计日期"),
        widget=Day,
        help_text=_("职工数、所建工会自这一天起按此统计，以前的数字不变"),
    )
    address = forms.CharField(label=_("地址"), max_length=200, required=False)
    opened_on = forms.DateField(label=_("开业日期"), widget=Day, required=False)
    closed_on = forms.DateField(label=_("终止日期"), widget=Day, required=False)
    union_id = UnionField(label=_("所建工会"), required=False)


class Workforce(forms.Form):
    """Workers of an employer from a day on."""

    on = forms.DateField(
        label=_("统计日期"), widget=Day, help_text=_("填错了的，用原来的统计日期再填一次即更正")
    )
    workers = forms.IntegerField(label=_("职工数"), min_value=0)
    women_workers = forms.IntegerField(label=_("女职工数"), min_value=0)
    migrant_workers = forms.IntegerField(label=_("农民工数"), min_value=0)
    source = forms.CharField(label=_("来源"), max_length=120, required=False)


class EditEmployer(Employer):
    """The same, corrected."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class BulkNote(forms.Form):
    """The reason of a bulk act."""

    note = forms.CharField(
        label=_("原因"), max_length=400, widget=forms.Textarea(attrs={"rows": 2})
    )
