"""Names the room uses: levels, kinds, states."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Level(models.IntegerChoices):
    """How high a union stands (层级)."""

    NATIONAL = 1, _("全国")
    PROVINCE = 2, _("省级")
    CITY = 3, _("市级")
    COUNTY = 4, _("县级")
    TOWNSHIP = 5, _("乡镇街道")
    VILLAGE = 6, _("村社区")
    GRASSROOTS = 7, _("基层")
    BRANCH = 8, _("分会小组")


class UnionKind(models.TextChoices):
    """What sort of union it is (工会类型), rules §1.1."""

    GENERAL = "general", _("地方总工会")
    CORPS = "corps", _("兵团总工会")
    TOWNSHIP = "township", _("乡镇（街道）总工会")
    WORK_COMMITTEE = "work_committee", _("工会工作委员会")
    ZONE = "zone", _("开发区（园区）工会")
    VILLAGE = "village", _("村（社区）工会")
    GRASSROOTS = "grassroots", _("基层工会委员会")
    JOINT = "joint", _("联合基层工会")
    REGIONAL_FEDERATION = "regional_federation", _("区域性工会联合会")
    INDUSTRY_FEDERATION = "industry_federation", _("行业性工会联合会")
    BUILDING_FEDERATION = "building_federation", _("楼宇工会联合会")
    ZONE_FEDERATION = "zone_federation", _("园区工会联合会")
    INDUSTRIAL = "industrial", _("产业工会")
    RESIDENT_INDUSTRIAL = "resident_industrial", _("驻会产业工会")
    SYSTEM = "system", _("系统工会")
    BRANCH = "branch", _("分会")
    GROUP = "group", _("工会小组")

    @classmethod
    def industrial(cls) -> frozenset[str]:
        """Industrial unions and unions of a system: their line crosses the local one."""
        return frozenset({cls.INDUSTRIAL, cls.RESIDENT_INDUSTRIAL, cls.SYSTEM})

    @classmethod
    def grassroots(cls) -> frozenset[str]:
        """Unions in units: those that have members of their own (基层工会)."""
        return frozenset({cls.GRASSROOTS, cls.JOINT})

    @classmethod
    def federations(cls) -> frozenset[str]:
        """Federations of grassroots unions (工会联合会)."""
        return frozenset(
            {
                cls.REGIONAL_FEDERATION,
                cls.INDUSTRY_FEDERATION,
                cls.BUILDING_FEDERATION,
                cls.ZONE_FEDERATION,
            }
        )

    @classmethod
    def of_places(cls) -> frozenset[str]:
        """The line of places, from the nation to the township, zones among them."""
        return frozenset({cls.GENERAL, cls.CORPS, cls.TOWNSHIP, cls.WORK_COMMITTEE, cls.ZONE})

    @classmethod
    def dispatched(cls) -> frozenset[str]:
        """Offices sent out by a higher union: no certificate, no committee of their own."""
        return frozenset({cls.WORK_COMMITTEE, cls.BRANCH, cls.GROUP})


class UnionState(models.TextChoices):
    """Where a union is in its life (组织状态)."""

    PREPARING = "preparing", _("筹备")
    ESTABLISHED = "established", _("已建")
    MERGED = "merged", _("已合并")
    DISSOLVED = "dissolved", _("已撤销")
    WITHDRAWN = "withdrawn", _("已撤回")

    @classmethod
    def ended(cls) -> list["UnionState"]:
        """The states of unions that are no more."""
        return [cls.MERGED, cls.DISSOLVED, cls.WITHDRAWN]


class ChangeKind(models.TextChoices):
    """What happened to a union (组织变更)."""

    FOUND = "found", _("成立")
    RENAME = "rename", _("更名")
    MOVE = "move", _("隶属变更")
    MERGE = "merge", _("合并")
    SPLIT = "split", _("分设")
    DISSOLVE = "dissolve", _("撤销")


class DissolveReason(models.TextChoices):
    """Why a union may be dissolved at all (撤销事由): 《工会法》§12 and §13 know no other."""

    EMPLOYER_ENDED = "employer_ended", _("用人单位终止或被撤销")
    DIVISION_ENDED = "division_ended", _("所在区域或行政区划撤销")


class PostKind(models.TextChoices):
    """The kind of a post (职务类别), in official order."""

    PARTY_SECRETARY = "party_secretary", _("党组书记")
    CHAIR = "chair", _("主席")
    EXECUTIVE_VICE_CHAIR = "executive_vice_chair", _("常务副主席")
    VICE_CHAIR = "vice_chair", _("副主席")
    PART_TIME_VICE_CHAIR = "part_time_vice_chair", _("兼职副主席")
    AUDIT_CHAIR = "audit_chair", _("经审会主任")
    WOMEN_CHAIR = "women_chair", _("女职委主任")
    DEPARTMENT_HEAD = "department_head", _("部门负责人")
    STAFF = "staff", _("工作人员")
    SOCIAL_WORKER = "social_worker", _("社会化工会工作者")


class TermState(models.TextChoices):
    """The state of a term of office (届次状态)."""

    RUNNING = "running", _("任期内")
    POSTPONED = "postponed", _("批准延期")
    ENDED = "ended", _("已届满换届")
    CLOSED = "closed", _("组织终止")


class EmployerKind(models.TextChoices):
    """Unit type codes of the organisation form (单位性质), rules §2.4."""

    STATE = "110", _("国有企业")
    COLLECTIVE = "120", _("集体企业")
    SHARE_COOPERATIVE = "130", _("股份合作企业")
    JOINT = "140", _("联营企业")
    STATE_SOLE = "151", _("国有独资公司")
    LIMITED = "159", _("其他有限责任公司")
    STATE_SHARE = "161", _("国有控股股份公司")
    SHARE = "169", _("其他股份公司")
    PRIVATE = "170", _("私营企业")
    OTHER_DOMESTIC = "190", _("其他内资企业")
    TAIWAN_HK_MACAO = "200", _("台港澳商投资企业")
    FOREIGN = "300", _("外商投资企业")
    INSTITUTION = "400", _("事业单位")
    ORGAN = "500", _("机关")
    INDIVIDUAL = "600", _("个体经济组织")
    NON_ENTERPRISE = "700", _("民办非企业")


class TeamKind(models.TextChoices):
    """What a team is (工作机构), S000-07 and S000-13."""

    LEADING_GROUP = "leading_group", _("领导小组")
    TASK_FORCE = "task_force", _("工作专班")

    @property
    def heads(self) -> int:
        """How many may lead it at once: leading groups may have two heads (双组长)."""
        return 2 if self == TeamKind.LEADING_GROUP else 1


class TeamRole(models.TextChoices):
    """What somebody is in a team (组内职务), in official order."""

    HEAD = "head", _("组长")
    DEPUTY = "deputy", _("副组长")
    MEMBER = "member", _("成员")
    OFFICE_HEAD = "office_head", _("办公室主任")
    LIAISON = "liaison", _("联络员")

    @classmethod
    def order(cls) -> dict[str, int]:
        """The place of each role in a list of names."""
        return {role: 10 * number for number, role in enumerate(cls.values, start=1)}


class StudioRole(models.TextChoices):
    """The seats of a social-worker studio (1+1+N), S000-09."""

    DEPARTMENT_HEAD = "department_head", _("部室负责人")
    INSTRUCTOR = "instructor", _("工资集体协商指导员")
    SOCIAL_WORKER = "social_worker", _("工会社工")


class Degree(models.IntegerChoices):
    """The highest degree (学历), rising."""

    SECONDARY = 1, _("高中（中专）及以下")
    ASSOCIATE = 2, _("大专")
    BACHELOR = 3, _("本科")
    MASTER = 4, _("硕士研究生")
    DOCTOR = 5, _("博士研究生")


class ContractKind(models.TextChoices):
    """How a social union worker is employed (用工形式), rules §1.4 and S003-05."""

    LABOUR = "labour", _("劳动合同")
    DISPATCH = "dispatch", _("劳务派遣")
    PUBLIC_POST = "public_post", _("公益性岗位")
    SERVICE = "service", _("服务协议")


class ReviewRhythm(models.TextChoices):
    """How often a worker is looked at (考评周期), rules §1.4."""

    MONTH = "month", _("月度")
    QUARTER = "quarter", _("季度")


class WorkerResult(models.TextChoices):
    """The result of a year (考核等次), rules §1.4."""

    EXCELLENT = "excellent", _("优秀")
    COMPETENT = "competent", _("称职")
    BASIC = "basic", _("基本称职")
    UNFIT = "unfit", _("不称职")


class RoundState(models.TextChoices):
    """Where a round of secondment is (跟班学习批次)."""

    DRAFT = "draft", _("拟订")
    ANNOUNCED = "announced", _("报名中")
    SCREENING = "screening", _("筛选中")
    RUNNING = "running", _("跟班中")
    CLOSED = "closed", _("已结束")
    CANCELLED = "cancelled", _("已取消")


class SecondeeState(models.TextChoices):
    """Where one person of a round is (学员状态)."""

    APPLIED = "applied", _("已报名")
    SELECTED = "selected", _("已入选")
    PLACED = "placed", _("已到岗")
    FINISHED = "finished", _("已结业")
    RECALLED = "recalled", _("提前返回")
    DECLINED = "declined", _("未入选")
    WITHDRAWN = "withdrawn", _("已撤回")

    @classmethod
    def busy(cls) -> frozenset[str]:
        """States in which a person takes a place, or asks for one."""
        return frozenset({cls.APPLIED, cls.SELECTED, cls.PLACED})


class NoteRhythm(models.TextChoices):
    """How often a secondee writes (学习小结)."""

    WEEK = "week", _("周小结")
    MONTH = "month", _("月小结")


class SecondmentResult(models.TextChoices):
    """What came of a secondment (结业鉴定)."""

    EXCELLENT = "excellent", _("优秀")
    GOOD = "good", _("良好")
    PASSED = "passed", _("合格")
    FAILED = "failed", _("不合格")
