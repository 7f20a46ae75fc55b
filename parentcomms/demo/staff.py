"""Who may sign in to the demo school. Passwords are made for each instance."""

import secrets
from dataclasses import dataclass
from os import O_CREAT, O_TRUNC, O_WRONLY, fdopen
from os import open as open_file
from pathlib import Path

from parentcomms.access import Role
from parentcomms.accounts.actions import add_staff, set_password
from parentcomms.accounts.passwords import hashed

STAFF = (
    ("Mrs Amina Hale", "head", (Role.HEAD,)),
    ("Olive Grant", "office", (Role.OFFICE,)),
    ("Theo Martin", "teacher", (Role.TEACHER,)),
    ("Dana Lewis", "dsl", (Role.DSL, Role.TEACHER)),
    ("Deepa Nair", "deputy", (Role.DEPUTY_DSL, Role.TEACHER)),
    ("Charles Webb", "chair", (Role.CHAIR,)),
    ("Vera Quinn", "vice-chair", (Role.VICE_CHAIR,)),
    ("Clare Moss", "clerk", (Role.CLERK,)),
    ("Dominic Price", "data-protection", (Role.DATA_PROTECTION_LEAD,)),
    ("Adil Rauf", "administrator", (Role.ADMINISTRATOR,)),
)
WORDS = (
    "acorn", "amber", "apple", "birch", "bramble", "brook", "chalk", "clover", "copper",
    "cricket", "daisy", "ember", "fern", "finch", "flint", "garden", "harbour", "hazel", "heron",
    "island", "ivory", "juniper", "kettle", "lantern", "linden", "maple", "marble", "meadow",
    "orchard", "otter", "pebble", "plum", "quarry", "river", "robin", "saffron", "sparrow",
    "thistle", "willow", "wren",
)  # fmt: skip


@dataclass(frozen=True)
class SignInCard:
    """What one of the demo's staff types to sign in."""

    name: str
    email: str
    password: str


def add_demo_staff() -> list[SignInCard]:
    """Add everybody; the passwords are returned once and kept only as hashes in the database."""
    cards = [
        SignInCard(name, f"{account}@elmford.example.org", _password())
        for name, account, _ in STAFF
    ]
    hashes = [hashed(card.password) for card in cards]  # slow: before the first write
    for card, password_hash, (_, _, roles) in zip(cards, hashes, STAFF, strict=True):
        set_password(add_staff(name=card.name, email=card.email, roles=roles), password_hash)
    return cards


def _password() -> str:
    return "-".join(secrets.choice(WORDS) for _ in range(3)) + f"-{secrets.randbelow(90) + 10}"


def write_cards(cards: list[SignInCard], path: Path) -> None:
    """Leave the sign-ins beside the demo's database, for its operator only."""
    width = max(len(card.email) for card in cards)
    lines = [f"  {card.email:<{width}}  {card.password:<28}  {card.name}" for card in cards]
    text = "Demo sign-ins (made for this instance):\n" + "\n".join(lines) + "\n"
    descriptor = open_file(path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    with fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
