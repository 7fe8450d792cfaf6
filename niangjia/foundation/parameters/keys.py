"""Every key this house declares so far. Statutes are code and not in here."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .declarations import declare

DJCP = "GB/T 22239-2019 第三级"
"""等保, the graded protection of information systems (rules §11.3)."""


def _sizes(rows: list[Any]) -> str:
    """Rows of {"up_to", "least", "most"}, rising; the last one is without end."""
    try:
        limits = [row["up_to"] for row in rows]
        fits = all(0 < row["least"] <= row["most"] for row in rows)
    except (KeyError, TypeError):
        return _("每行要有 up_to、least、most 三项")
    rising = all(isinstance(limit, int) for limit in limits[:-1]) and limits[:-1] == sorted(
        set(limits[:-1])
    )
    if not rows or limits[-1] is not None or not rising or not fits:
        return _("人数上限应逐行增大，最后一行的 up_to 为 null，least 不大于 most")
    return ""


def _masks(kept: dict[str, Any]) -> str:
    """Field → [characters kept at the head, characters kept at the end]."""
    for ends in kept.values():
        plain = isinstance(ends, list) and len(ends) == 2
        if not plain or any(type(n) is not int or n < 0 for n in ends):
            return _("每项写成 [开头保留几位, 末尾保留几位]")
    return ""


def _rising_days(days: list[Any]) -> str:
    if not days or any(type(n) is not int or n <= 0 for n in days):
        return _("请填写正整数天数的列表，例如 [180, 90, 30]")
    return "" if days == sorted(set(days), reverse=True) else _("天数应由大到小，不重复")


PASSWORD_MIN_LENGTH = declare(
    "password.min_length", int, default=10, minimum=8, maximum=64,
    label=gettext_lazy("密码最少位数"), unit=gettext_lazy("位"), source=DJCP,
)  # fmt: skip
PASSWORD_MIN_CLASSES = declare(
    "password.min_classes", int, default=3, minimum=1, maximum=4,
    label=gettext_lazy("密码至少包含的字符种类（大写、小写、数字、符号）"),
    unit=gettext_lazy("种"), source=DJCP,
)  # fmt: skip
PASSWORD_MAX_AGE_DAYS = declare(
    "password.max_age_days", int, default=90, minimum=1, maximum=3650,
    label=gettext_lazy("密码有效期"), unit=gettext_lazy("天"), source=DJCP,
)  # fmt: skip
PASSWORD_HISTORY = declare(
    "password.history", int, default=5, minimum=0, maximum=24,
    label=gettext_lazy("不得重复最近用过的密码"), unit=gettext_lazy("个"), source=DJCP,
)  # fmt: skip
LOGIN_MAX_FAILURES = declare(
    "login.max_failures", int, default=5, minimum=1, maximum=20,
    label=gettext_lazy("连续输错密码后锁定"), unit=gettext_lazy("次"), source=DJCP,
)  # fmt: skip
LOGIN_LOCK_MINUTES = declare(
    "login.lock_minutes", int, default=30, minimum=1, maximum=1440,
    label=gettext_lazy("锁定时长"), unit=gettext_lazy("分钟"), source=DJCP,
)  # fmt: skip
SESSION_IDLE_MINUTES = declare(
    "session.idle_minutes", int, default=15, minimum=1, maximum=1440,
    label=gettext_lazy("工作台无操作自动退出"), unit=gettext_lazy("分钟"), source=DJCP,
)  # fmt: skip
SESSION_ABSOLUTE_HOURS = declare(
    "session.absolute_hours", int, default=12, minimum=1, maximum=168,
    label=gettext_lazy("一次登录最长时间"), unit=gettext_lazy("小时"), source=DJCP,
)  # fmt: skip

LIGHT_DUE_SOON_DAYS = declare(
    "light.due_soon_days", int, default=3, minimum=0, maximum=90,
    label=gettext_lazy("一般事项临期提醒"), unit=gettext_lazy("天"), source="惯例",
)  # fmt: skip
LIGHT_MEDIATION_DAYS = declare(
    "light.mediation_days", int, default=5, minimum=0, maximum=15,
    label=gettext_lazy("调解期限临期提醒"), unit=gettext_lazy("天"), source="惯例",
)  # fmt: skip
LIGHT_SUPERVISION_WORKING_DAYS = declare(
    "light.supervision_working_days", int, default=3, minimum=0, maximum=60,
    label=gettext_lazy("督办事项转黄灯：剩余"), unit=gettext_lazy("个工作日"), source="督办惯例",
)  # fmt: skip
LIGHT_SUPERVISION_SHARE = declare(
    "light.supervision_share", int, default=20, minimum=0, maximum=100,
    label=gettext_lazy("督办事项转黄灯：剩余时间占比"), unit="%", source="督办惯例",
)  # fmt: skip

TASKS_STALE_DAYS = declare(
    "tasks.stale_days", int, default=14, minimum=1, maximum=365,
    label=gettext_lazy("任务久无进展提醒"), unit=gettext_lazy("天"), source="督办惯例",
)  # fmt: skip

NOTICE_UNREAD_DAYS = declare(
    "notice.unread_days", int, default=30, minimum=1, maximum=365,
    label=gettext_lazy("未读消息计入提醒的天数，更早的视为已读"), unit=gettext_lazy("天"), source="惯例",
)  # fmt: skip
REELECTION_WARNING_DAYS = declare(
    "reelection.warning_days", list, default=[180, 90, 30], check=_rising_days,
    label=gettext_lazy("届满换届提前提醒"), unit=gettext_lazy("天"), source="惯例",
)  # fmt: skip
WOMEN_COMMITTEE_THRESHOLD = declare(
    "women_committee.threshold", int, default=25, minimum=1, maximum=1000,
    label=gettext_lazy("应当建立女职工委员会的女会员人数"), unit=gettext_lazy("人"),
    source="各省工会条例（北京、上海 25 人，重庆、河南 10 人）",
)  # fmt: skip
COMMITTEE_SIZE = declare(
    "committee.size", list, check=_sizes,
    default=[
        {"up_to": 24, "least": 3, "most": 5},
        {"up_to": 200, "least": 3, "most": 7},
        {"up_to": 1000, "least": 7, "most": 15},
        {"up_to": 5000, "least": 15, "most": 21},
        {"up_to": 10000, "least": 21, "most": 29},
        {"up_to": 50000, "least": 29, "most": 37},
        {"up_to": None, "least": 37, "most": 45},
    ],
    label=gettext_lazy("工会委员会委员名额（按会员人数）"), unit=gettext_lazy("人"),
    source="《工会基层组织选举工作条例》总工发〔2016〕27号",
)  # fmt: skip
LEGAL_PERSON_RENEWAL_DAYS = declare(
    "legal_person.renewal_days", int, default=30, minimum=1, maximum=365,
    label=gettext_lazy("工会法人证书届满前申请换领"), unit=gettext_lazy("天"),
    source="《基层工会法人登记管理办法》总工办发〔2020〕20号",
)  # fmt: skip

IMPORT_UNDO_HOURS = declare(
    "import.undo_hours", int, default=24, minimum=0, maximum=720,
    label=gettext_lazy("导入后可整批撤销"), unit=gettext_lazy("小时"), source="惯例",
)  # fmt: skip
IMPORT_JOB_ROWS = declare(
    "import.job_rows", int, default=2000, minimum=100, maximum=200_000,
    label=gettext_lazy("超过多少行的导入转后台办理"), unit=gettext_lazy("行"), source="惯例",
)  # fmt: skip
IMPORT_KEEP_DAYS = declare(
    "import.keep_days", int, default=30, minimum=1, maximum=3650,
    label=gettext_lazy("上传的导入文件保留"), unit=gettext_lazy("天"), source="惯例",
)  # fmt: skip
EXPORT_KEEP_DAYS = declare(
    "export.keep_days", int, default=7, minimum=1, maximum=3650,
    label=gettext_lazy("后台生成的导出文件保留"), unit=gettext_lazy("天"), source="惯例",
)  # fmt: skip
TASK_STALE_DAYS = declare(
    "task.stale_days", int, default=14, minimum=1, maximum=365,
    label=gettext_lazy("任务多久没有进展视为停滞"), unit=gettext_lazy("天"), source="惯例",
)  # fmt: skip
PAIRING_VISIT_DAYS = declare(
    "pairing.visit_days", int, default=90, minimum=1, maximum=730,
    label=gettext_lazy("对口联系多久未走访要提醒"), unit=gettext_lazy("天"), source="惯例（S000-02）",
)  # fmt: skip
PAIRING_SOON_DAYS = declare(
    "pairing.soon_days", int, default=10, minimum=0, maximum=180,
    label=gettext_lazy("对口联系应走访前提醒"), unit=gettext_lazy("天"), source="惯例",
)  # fmt: skip
MASK_POLICY = declare(
    "mask.policy", dict, check=_masks,
    default={
        "name": [1, 0],
        "id_number": [3, 2],
        "certificate": [2, 2],
        "mobile": [3, 4],
        "bank_card": [0, 4],
        "uscc": [8, 2],
    },
    label=gettext_lazy("脱敏时首尾保留的字符数"), unit=gettext_lazy("位"),
    source="《个人信息保护法》§6、§51",
)  # fmt: skip

DATA_REQUEST_WORKING_DAYS = declare(
    "members.data_request_working_days", int, default=15, minimum=1, maximum=30,
    label=gettext_lazy("答复个人信息请求的期限"), unit=gettext_lazy("个工作日"),
    source="《个人信息保护法》第五十条（及时答复），期限为惯例",
)  # fmt: skip
KEEP_MEMBERS_YEARS = declare(
    "members.keep_years", int, default=5, minimum=1, maximum=50,
    label=gettext_lazy("退会后个人信息保存"), unit=gettext_lazy("年"), source="惯例，见告知书",
)  # fmt: skip
KEEP_APPLICANTS_DAYS = declare(
    "members.keep_applicants_days", int, default=180, minimum=1, maximum=3650,
    label=gettext_lazy("未入会申请人的个人信息保存"), unit=gettext_lazy("天"), source="惯例，见告知书",
)  # fmt: skip
RETIREMENT_AGE = declare(
    "members.retirement_age", int, default=63, minimum=50, maximum=80,
    label=gettext_lazy("数据质量：超过多少周岁提示是否退休"), unit=gettext_lazy("周岁"),
    source="惯例，只作提示",
)  # fmt: skip
SHARED_MOBILE_MOST = declare(
    "members.shared_mobile_most", int, default=2, minimum=1, maximum=50,
    label=gettext_lazy("数据质量：同一手机号最多登记"), unit=gettext_lazy("人"), source="惯例，只作提示",
)  # fmt: skip
APPROVAL_WORKING_DAYS = declare(
    "members.approval_working_days", int, default=5, minimum=1, maximum=60,
    label=gettext_lazy("基层工会审批入会申请的期限"), unit=gettext_lazy("个工作日"), source="惯例",
)  # fmt: skip
POOL_WORKING_DAYS = declare(
    "members.pool_working_days", int, default=3, minimum=1, maximum=60,
    label=gettext_lazy("周转池分配工会的期限"), unit=gettext_lazy("个工作日"),
    source="江苏、安徽网上入会试点做法",
)  # fmt: skip
JOINING_SOON_DAYS = declare(
    "members.soon_working_days", int, default=1, minimum=0, maximum=30,
    label=gettext_lazy("入会申请到期前几个工作日转黄灯"), unit=gettext_lazy("个工作日"), source="惯例",
)  # fmt: skip
CARD_STEP_SECONDS = declare(
    "members.card_step_seconds", int, default=30, minimum=10, maximum=300,
    label=gettext_lazy("会员卡二维码更换间隔"), unit=gettext_lazy("秒"), source="RFC 6238",
)  # fmt: skip
CARD_PASS_HOURS = declare(
    "members.card_pass_hours", int, default=24, minimum=1, maximum=72,
    label=gettext_lazy("会员卡离线凭证有效期"), unit=gettext_lazy("小时"), source="惯例",
)  # fmt: skip
CARD_CHECK_DAYS = declare(
    "members.card_check_days", int, default=180, minimum=180, maximum=1095,
    label=gettext_lazy("验卡记录保留"), unit=gettext_lazy("天"), source="《网络安全法》§21（不少于六个月）",
)  # fmt: skip
TRANSFER_WORKING_DAYS = declare(
    "members.transfer_working_days", int, default=10, minimum=1, maximum=90,
    label=gettext_lazy("转入工会接收会籍的期限"), unit=gettext_lazy("个工作日"), source="惯例",
)  # fmt: skip
REVEAL_PER_HOUR = declare(
    "reveal.per_hour", int, default=30, minimum=1, maximum=1000,
    label=gettext_lazy("每人每小时最多查看完整信息"), unit=gettext_lazy("次"),
    source="《个人信息保护法》§6、§51",
)  # fmt: skip

STUDIO_AREAS = declare(
    "studio.areas", list, default=["东部片区", "西部片区", "南部片区", "北部片区"],
    label=gettext_lazy("工会社工工作室片区"), source="工人日报·青州市总工会社工工作室（S000-09）",
)  # fmt: skip
SOCIAL_WORKER_MOST_AGE = declare(
    "social_worker.most_age", int, default=40, minimum=18, maximum=65,
    label=gettext_lazy("社会化工会工作者招聘年龄上限"), unit=gettext_lazy("周岁"),
    source="山东省工会社工队伍建设意见（2019）",
)  # fmt: skip
SOCIAL_WORKER_LEAST_DEGREE = declare(
    "social_worker.least_degree", int, default=2, minimum=1, maximum=5,
    label=gettext_lazy("社会化工会工作者最低学历（1高中 2大专 3本科 4硕士 5博士）"),
    source="山东省工会社工队伍建设意见（2019）",
)  # fmt: skip
SOCIAL_WORKER_GRADES = declare(
    "social_worker.grades", int, default=3, minimum=1, maximum=9,
    label=gettext_lazy("社会化工会工作者等级数"), unit=gettext_lazy("等"), source="大连市总工会社工管理办法",
)  # fmt: skip
SOCIAL_WORKER_STEPS = declare(
    "social_worker.steps", int, default=3, minimum=1, maximum=9,
    label=gettext_lazy("社会化工会工作者每等级数"), unit=gettext_lazy("级"), source="大连市总工会社工管理办法",
)  # fmt: skip
SOCIAL_WORKER_CONTRACT_DAYS = declare(
    "social_worker.contract_days", list, default=[60, 30], check=_rising_days,
    label=gettext_lazy("社会化工会工作者合同期满提前提醒"), unit=gettext_lazy("天"), source="惯例",
)  # fmt: skip
STUDIO_VACANCY_DAYS = declare(
    "studio.vacancy_days", list, default=[60, 30], check=_rising_days,
    label=gettext_lazy("工作室席位、社工兼任副主席空缺：应补齐的天数、开始提醒的天数"),
    unit=gettext_lazy("天"), source="惯例",
)  # fmt: skip
SOCIAL_WORKER_SUBSIDY = declare(
    "social_worker.subsidy", Decimal, default=Decimal(0), minimum=0, maximum=100000,
    label=gettext_lazy("社会化工会工作者省级补贴（每人每月）"), unit=gettext_lazy("元"),
    source="各省规定，例如《江西省工会工作协理员管理办法》",
)  # fmt: skip
BUNDLE_OWN_WEIGHT = declare(
    "bundle.own_weight", int, default=60, minimum=0, maximum=100,
    label=gettext_lazy("捆绑考核中本人得分的权重（其余为服务工会）"), unit="%",
    source="工人日报·青州市总多维评绩（S000-14）",
)  # fmt: skip
BUNDLE_BANDS = declare(
    "bundle.bands", dict, default={"excellent": 90, "competent": 75, "basic": 60},
    label=gettext_lazy("捆绑考核等次分数线"), unit=gettext_lazy("分"), source="惯例",
)  # fmt: skip
SECONDMENT_MONTHS = declare(
    "secondment.months", int, default=3, minimum=1, maximum=24,
    label=gettext_lazy("跟班学习每轮时长"), unit=gettext_lazy("个月"),
    source="选派县级工会业务骨干到省总工会机关学习培养的方案（S000-05）",
)  # fmt: skip


def committee_bounds(members: int, region: str = "") -> tuple[int, int]:
    """The least and the most committee members for so many union members."""
    for row in COMMITTEE_SIZE.value(region):
        if row["up_to"] is None or members <= row["up_to"]:
            return row["least"], row["most"]
    raise LookupError(members)  # the last row has no limit; `_sizes` sees to it
