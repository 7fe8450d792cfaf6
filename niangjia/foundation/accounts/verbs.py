"""What the acts of signing in by phone are called in the trail."""

from django.utils.translation import gettext_lazy as _

VERBS = {
    "ask_code": _("获取验证码"),
    "code_refused": _("验证码不正确"),
    "answer_refused": _("身份核对不一致"),
    "open_worker": _("职工首次登录"),
    "change_phone": _("更换手机号"),
}
