"""Who lives with whom in the demo school: a plan in memory, the same for every run. Pure."""

from dataclasses import dataclass, field
from itertools import chain, repeat
from random import Random
from unicodedata import normalize

from parentcomms.demo.names import CLASSES, STREETS, TONGUES, Tongue
from parentcomms.people.rules import Care, HoldKind, ParentalResponsibility, RelationshipKind

SEED = 2026
K = RelationshipKind
NO_PR = ParentalResponsibility.NO


@dataclass
class Adult:
    """An adult of a family, and what they are to its children."""

    forename: str
    surname: str
    kind: RelationshipKind
    pr: ParentalResponsibility = ParentalResponsibility.YES
    lives_with: bool = True
    email: str | None = None
    language: str = "en"
    do_not_contact: bool = False
    hold: HoldKind | None = None


@dataclass
class Child:
    """A child of a family. `year` is a place in CLASSES."""

    forename: str
    surname: str
    year: int
    twin: bool = False


@dataclass
class Family:
    """Children with the same adults. `story` names what makes it special, for the tests."""

    children: list[Child]
    adults: list[Adult]
    address: str
    story: str = ""
    care: Care = Care.NONE
    never: bool = False
    others: list[Adult] = field(default_factory=list)  # not sent anything by default


def plan(pupils: int) -> list[Family]:
    """Families with this many children between them, spread evenly over the classes."""
    random = Random(SEED)  # noqa: S311  (made-up people, not secrets)
    free = [number % len(CLASSES) for number in range(pupils)]
    families: list[Family] = []
    for story in chain(STORIES, repeat("")):
        if not free:
            break
        families.append(_family(random, free, story, number=len(families)))
    return families


STORIES = (
    "twins", "separated", "shared address", "no e-mail", "in care", "never", "father on hold",
    "same name", "same name", "grandmother",
)  # fmt: skip


def _family(random: Random, free: list[int], story: str, *, number: int) -> Family:
    weights = [tongue.share for tongue in TONGUES]
    tongue = TONGUES[0] if story else random.choices(TONGUES, weights)[0]
    surname = random.choice(tongue.surnames)
    children = _children(random, free, tongue, surname, story)
    house = f"{random.randint(1, 98)} {random.choice(STREETS)} Road\nElmford"
    family = Family(children, _adults(random, tongue, surname), house, story)
    _tell(family, story)
    _addresses(family, number, random)
    return family


def _children(
    random: Random, free: list[int], tongue: Tongue, surname: str, story: str
) -> list[Child]:
    wanted = random.choices((1, 2, 3), (55, 35, 10))[0]
    wanted = {"twins": 2, "in care": 1, "never": 1, "same name": 1}.get(story, wanted)
    children: list[Child] = []
    for _ in range(min(wanted, len(free))):
        twin = story == "twins" and bool(children)
        year = children[0].year if twin and children[0].year in free else free[0]
        free.remove(year)
        forename = random.choice(tongue.girls + tongue.boys)
        while any(child.forename == forename for child in children):
            forename = random.choice(tongue.girls + tongue.boys)
        children.append(Child(forename, surname, year, twin=twin))
    if len(children) == 2 and story == "twins":
        children[0].twin = True
    return children


def _adults(random: Random, tongue: Tongue, surname: str) -> list[Adult]:
    mother = Adult(random.choice(tongue.mothers), surname, K.MOTHER, language=tongue.language)
    father = Adult(random.choice(tongue.fathers), surname, K.FATHER, language=tongue.language)
    return [mother] if random.random() < 0.2 else [mother, father]


def _tell(family: Family, story: str) -> None:
    """Bend an ordinary family into one of the stories."""
    surname = family.children[0].surname
    mother = family.adults[0]
    father = Adult("Daniel", surname, K.FATHER)
    if story in {"separated", "shared address"}:
        family.adults = [mother, father]
        father.lives_with = story != "separated"
    elif story == "in care":
        _in_care(family)
    elif story == "never":
        family.never = True
        family.others = [
            Adult("Jodie", "Marsh", K.OTHER_FAMILY, pr=NO_PR, lives_with=False,
                  do_not_contact=True, hold=HoldKind.BIRTH_RELATIVE)
        ]  # fmt: skip
    elif story == "father on hold":
        father.lives_with, father.hold = False, HoldKind.COURT_ORDER
        family.adults = [mother, father]
    elif story == "same name":
        family.adults = [Adult("Maria", "Santos", K.MOTHER)]
    elif story == "grandmother":
        family.others = [Adult("Joan", surname, K.GRANDPARENT, pr=NO_PR)]


def _in_care(family: Family) -> None:
    """A care order: the authority's answer is needed, through its social worker."""
    family.care = Care.CARE_ORDER
    birth_mother = Adult(
        "Kelly", family.children[0].surname, K.MOTHER, lives_with=False, do_not_contact=True
    )
    family.adults = [
        Adult("Priti", "Desai", K.SOCIAL_WORKER, pr=NO_PR, lives_with=False),
        Adult("Brian", "Holloway", K.FOSTER_CARER, pr=NO_PR),
    ]
    family.others = [birth_mother]


def _addresses(family: Family, number: int, random: Random) -> None:
    """E-mail at example.org: most have their own, some share one, some have none."""
    if family.story == "no e-mail" or (not family.story and random.random() < 0.06):
        return
    for adult in [*family.adults, *family.others]:
        adult.email = f"{_plain(adult.forename)}.{_plain(adult.surname)}.{number}@example.org"
    if family.story == "shared address":
        family.adults[1].email = family.adults[0].email


def _plain(name: str) -> str:
    ascii_name = normalize("NFKD", name.replace("ł", "l").replace("Ł", "L"))
    return "".join(sign for sign in ascii_name.lower() if sign.isascii() and sign.isalpha())
