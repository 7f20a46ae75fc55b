"""What management systems write for a relationship: CBDS codes and plain words."""

import re
from functools import lru_cache

from parentcomms.people.rules import HoldKind, RelationshipKind

_K = RelationshipKind
_WORDS: dict[RelationshipKind, str] = {
    _K.MOTHER: "pam mother mum mummy mam mom",
    _K.FATHER: "paf father dad daddy",
    _K.STEP_PARENT: "stf stm stepfather stepmother stepdad stepmum stepparent",
    _K.CARER: "car carer parent parentcarer parentorcarer parentguardian guardian legalguardian",
    _K.SPECIAL_GUARDIAN: "specialguardian sgo",
    _K.FOSTER_CARER: "fof fom fostercarer fosterfather fostermother fosterparent fostermum "
    "fosterdad foster",
    _K.GRANDPARENT: "grandparent grandmother grandfather grandma grandpa grandad granddad gran "
    "granny nan nana nanna maternalgrandmother maternalgrandfather paternalgrandmother "
    "paternalgrandfather",
    _K.OTHER_FAMILY: "fam rel otherfamilymember familymember otherfamily otherrelative relative "
    "aunt auntie aunty uncle sister brother sibling cousin stepsister stepbrother",
    _K.SOCIAL_WORKER: "swr socialworker adoptionsocialworker",
    _K.AUTHORITY: "authority localauthority council la socialservices childrensservices",
    _K.ADOPTION_AGENCY: "adoptionagency",
    _K.SELF: "self pupil student",
    _K.PROFESSIONAL: "doc htc tch chm rlg doctor gp headteacher teacher childminder "
    "religiouscontact healthvisitor",
}
_KIND_OF = {word: kind for kind, words in _WORDS.items() for word in words.split()}
_BIRTH = re.compile(r"\A(?:birth|biological)(?=.)")
_PLAINLY_A_PARENT = re.compile(r"\A(?:adoptive|natural)(?=.)")


@lru_cache(maxsize=1024)
def relationship_from(text_or_code: str) -> RelationshipKind:
    """What a cell says, or *other*, which by default is neither written to nor asked."""
    word = _letters(text_or_code)
    for form in (_BIRTH, _PLAINLY_A_PARENT):
        word = form.sub("", word)
    return _KIND_OF.get(word, RelationshipKind.OTHER)


@lru_cache(maxsize=1024)
def hold_from(text_or_code: str, *, court_order: bool) -> HoldKind | None:
    """The hold an imported row starts with, until the head or DSL lifts it.

    A school that writes *birth mother* tells her from the mother the child lives with;
    *natural mother* is only the law's word for an ordinary one.
    """
    if court_order:
        return HoldKind.COURT_ORDER
    return HoldKind.BIRTH_RELATIVE if _BIRTH.match(_letters(text_or_code)) else None


def _letters(text: str) -> str:
    return re.sub(r"[\W\d_]+", "", text).casefold()
