"""From the upload to the undo of an import."""

from django.utils.translation import gettext_lazy as _

from niangjia.foundation.workflow import Step, Workflow

from .enums import ImportState as S
from .policy import owns

IMPORT = Workflow(
    Step("check", {S.UPLOADED}, S.CHECKED, owns, _("核对")),
    Step("run", {S.CHECKED}, S.IMPORTED, owns, _("导入")),
    Step("undo", {S.IMPORTED}, S.UNDONE, owns, _("撤销导入")),
)
