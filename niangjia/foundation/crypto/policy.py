"""Who may read what was disclosed: the audit administrator alone."""

from niangjia.foundation.audit.policy import READERS

__all__ = ["READERS"]
