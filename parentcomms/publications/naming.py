"""The children a list names, by UPN or by name and class, found exactly or not at all."""

import re
from collections import defaultdict
from collections.abc import Collection

from sqlalchemy import select

from parentcomms.database import db
from parentcomms.languages import gettext
from parentcomms.people.models import Enrolment, Pupil, SchoolClass
from parentcomms.people.names import normalised_name
from parentcomms.people.upn import tidy_upn

_NAME_AND_CLASS = re.compile(r"(?P<name>.+?)\s*\((?P<class>[^()]+)\)")


class Names:
    """Looks up every child of a list in two queries, leavers and earlier classes included."""

    def __init__(self, wanted: Collection[str]) -> None:
        upns = {tidy_upn(each) for each in wanted if not _NAME_AND_CLASS.fullmatch(each)}
        rows = db.session.execute(select(Pupil.upn, Pupil.id).where(Pupil.upn.in_(upns)))
        self._by_upn = {upn: pupil_id for upn, pupil_id in rows}
        self._by_name: dict[tuple[str, str], set[int]] = defaultdict(set)
        if len(upns) < len(set(wanted)):
            self._read_names()

    def _read_names(self) -> None:
        rows = db.session.execute(
            select(Pupil.id, Pupil.forename, Pupil.surname, SchoolClass.name)
            .join(Enrolment, Enrolment.pupil_id == Pupil.id)
            .join(SchoolClass, SchoolClass.id == Enrolment.class_id)
        )
        for pupil_id, forename, surname, class_name in rows:
            name = normalised_name(f"{forename} {surname}")
            self._by_name[name, class_name.strip().casefold()].add(pupil_id)

    def find(self, typed: str) -> int | str:
        """The child, or a sentence saying why there is none: nobody is guessed."""
        parts = _NAME_AND_CLASS.fullmatch(typed)
        if parts is None:
            found = self._by_upn.get(tidy_upn(typed))
            return found or gettext(
                "No child has the UPN %(typed)s. Write the UPN, or the name with the class in "
                "brackets.",
                typed=typed,
            )
        key = normalised_name(parts["name"]), parts["class"].strip().casefold()
        matching = self._by_name.get(key, set())
        if len(matching) == 1:
            return next(iter(matching))
        if matching:
            return gettext("Two children are called %(typed)s. Write the UPN.", typed=typed)
        return gettext("There is no child called %(typed)s.", typed=typed)
