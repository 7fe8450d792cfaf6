"""What this room does with personal data, told to the register of the house."""

from django.utils.translation import gettext_lazy as _

from niangjia.foundation.privacy.activities import Activity, activity

ROOM = _("会员")

activity(
    Activity(
        key="members-roll",
        room=ROOM,
        title=_("会员名册和会籍管理"),
        people=_("入会申请人、会员"),
        kinds=_("姓名、证件号码、手机号、住址、工作单位、职业、民族、政治面貌、学历、户籍类型"),
        ground=_("本人同意（第十三条第一项）；工会履行法定职责"),
        keep=_("在会期间；退会后五年；未入会的申请人一百八十天"),
        shared=_("会籍接转时提供给转入工会"),
    )
)
activity(
    Activity(
        key="members-bank-card",
        room=ROOM,
        title=_("慰问和帮扶款项发放"),
        people=_("登记银行卡的会员"),
        kinds=_("银行卡号"),
        sensitive=_("金融账户"),
        ground=_("单独同意（第二十九条）"),
        keep=_("撤回同意或退会即清除"),
        shared=_("经办银行"),
    )
)
activity(
    Activity(
        key="members-card-check",
        room=ROOM,
        title=_("会员卡核验"),
        people=_("出示会员卡的会员"),
        kinds=_("会员状态、隐去中间字的姓名、核验时间"),
        ground=_("单独同意（第二十三条）"),
        keep=_("核验记录一年"),
        shared=_("核验会员卡的合作商户"),
    )
)
