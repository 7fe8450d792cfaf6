"""What kinds of sensitive text there are; each has its mask and its way of being compared."""

from enum import StrEnum


class Kind(StrEnum):
    """The nature of a protected value; also its key in the parameter `mask.policy`."""

    NAME = "name"
    ID_NUMBER = "id_number"
    CERTIFICATE = "certificate"
    MOBILE = "mobile"
    BANK_CARD = "bank_card"
    ADDRESS = "address"
    USCC = "uscc"
    TEXT = "text"
