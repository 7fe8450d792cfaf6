"""The frame around a workbench page: what the top floor fills and `ui/page.html` draws.

The ground floor knows only these shapes. `settings.SHELL_PROVIDER` names the function
`(request) -> Shell` that fills them; pages without a signed-in person never ask for it.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class MenuItem:
    """One link of the rail or of the person's menu.

    `level` is "danger" where the count holds something overdue, else "". `key` is the keyboard
    way in, for example "g h". `icon` is a name of `ui/icons.txt`.
    """

    label: str
    url: str
    icon: str = "circle"
    current: bool = False
    count: int = 0
    level: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class MenuGroup:
    """Links under one heading; the first group has no heading."""

    label: str
    items: tuple[MenuItem, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """The organisation whose data is shown (工作组织), with its level tag such as 县级."""

    name: str
    level_tag: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """Who is signed in; `initial` is the one character of the round badge."""

    name: str
    post: str = ""
    initial: str = ""
    menu: tuple[MenuItem, ...] = ()


@dataclass(frozen=True, slots=True)
class LookingDown:
    """The subordinate organisation being looked into, what holds there, and the way back.

    `note` says in few words what one may not do there; the way back is a form with these fields.
    """

    name: str
    note: str
    return_url: str
    return_fields: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Shell:
    """Everything the frame shows. Addresses left empty hide their control.

    `foot` are the links at the bottom of the rail (系统设置). `search_url` and `switch_url` answer
    a whole page, or for htmx the part that goes into the dialog. `sign_out_url` takes a POST.
    `demo_strip` is the visible sentence naming the demonstration date, or "".
    `session_seconds` is the time until the session ends; 0 asks for no warning.
    """

    union: Place
    person: Person
    menu: tuple[MenuGroup, ...] = ()
    foot: tuple[MenuItem, ...] = ()
    product: str = "智慧工会"
    owner: str = ""
    emblem_url: str = ""
    home_url: str = "/"
    switch_url: str = ""
    search_url: str = ""
    notices_url: str = ""
    help_url: str = ""
    sign_out_url: str = ""
    unread: int = 0
    demo_strip: str = ""
    looking_down: LookingDown | None = None
    notices: tuple[str, ...] = field(default=())
    session_seconds: int = 0

    @property
    def has_switcher(self) -> bool:
        """Whether the person may stand anywhere else."""
        return bool(self.switch_url)
