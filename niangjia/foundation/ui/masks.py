"""Masked values: the default everywhere, the full value only after a logged reason."""


def mask_name(name: str) -> str:
    """石某 for two characters, 石*国 for more."""
    if len(name) < 2:
        return name
    return f"{name[0]}某" if len(name) == 2 else f"{name[0]}{'*' * (len(name) - 2)}{name[-1]}"


def mask_phone(phone: str) -> str:
    """151 **** 2207."""
    return f"{phone[:3]} **** {phone[-4:]}" if len(phone) >= 11 else "****"


def mask_id(number: str) -> str:
    """522601********0031."""
    return f"{number[:6]}********{number[-4:]}" if len(number) >= 15 else "********"


def mask_bank(account: str) -> str:
    """尾号 8821."""
    return f"尾号 {account[-4:]}" if len(account) > 4 else "****"


def mask_uscc(code: str) -> str:
    """91522601 **** 3K."""
    return f"{code[:8]} **** {code[-2:]}" if len(code) == 18 else "****"
