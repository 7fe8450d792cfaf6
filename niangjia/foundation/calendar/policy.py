"""Who may edit the calendar."""

from niangjia.foundation.parameters.policy import administers

can_edit = administers
