"""Gathers every marked text into the catalogues of parentcomms/translations.

Run by `make messages`. Says which texts families read and have no Polish yet; with --check it
writes nothing and fails when there are any. Staff pages stay English, though marked.
"""

import sys
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from babel.messages import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po, write_po

from parentcomms.languages import compile_catalogues

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "parentcomms" / "translations"
SOURCES = ("parentcomms", "templates")
KEYWORDS = {
    "_": None,
    "_l": None,
    "gettext": None,
    "lazy_gettext": None,
    "ngettext": (1, 2),
    "lazy_ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
}
# one a line: other rooms add theirs
STAFF_FILES = (
    "accounts/actions.py",
    "accounts/invitations.py",
    "accounts/passwords.py",
    "accounts/rules.py",
    "accounts/signing_in.py",
    "accounts/words.py",
    "cases/actions.py",
    "cases/archive_views.py",
    "cases/acts.py",
    "cases/recording.py",
    "cli.py",
    "components/cases.html",
    "communications/actions.py",
    "communications/ready_staff_words.py",
    "communications/chasing.py",
    "communications/pictures.py",
    "communications/sending.py",
    "components/answers.html",
    "components/channels.html",
    "components/old_list.html",
    "components/pilot.html",
    "components/sheet.html",
    "components/wording.html",
    "consent/actions.py",
    "reach/actions.py",
    "consent/correcting.py",
    "consent/question_views.py",
    "consent/who.py",
    "consent/wording_actions.py",
    "consent/wording_words.py",
    "components/children.html",
    "home/concern_words.py",
    "home/tiles.py",
    "home/address_tiles.py",
    "home/backup_tiles.py",
    "home/letter_tiles.py",
    "home/yearly_tiles.py",
    "newsletters/actions.py",
    "newsletters/own_pdf.py",
    "newsletters/timing.py",
    "occasions/staff_words.py",
    "layouts/staff.html",
    "people/actions.py",
    "people/by_hand/adults.py",
    "people/by_hand/adult_views.py",
    "people/by_hand/child_views.py",
    "people/by_hand/children.py",
    "people/cli.py",
    "people/merge_views.py",
    "people/merging.py",
    "people/picking_words.py",
    "people/review_actions.py",
    "people/review_words.py",
    "people/uploaded.py",
    "staff_forms.py",
    "staff_navigation.html",
    "staff_words.py",
    "subject_access/letters/draft.html",
    "tablet/actions.py",
)
OTHER_VIEWS = ("family_views.py", "public_views.py")
# rooms that no family or public page is made of
STAFF_ROOMS = tuple(
    f"parentcomms/{room}/"
    for room in (
        "about_a_post",
        "alarms",
        "approvals",
        "audit",
        "backups",
        "channels",
        "coverage",
        "day_passes",
        "imports",
        "inserts",
        "lists",
        "paper",
        "posts_about_us",
        "publications",
        "publishing",
        "second_step",
        "single_sign_on",
        "evidence_packs",
        "records",
        "retention",
        "subject_access",
        "setting_up",
    )
)
# a catalogue that changes with the clock could never be merged
NO_DATE = datetime(2026, 1, 1, tzinfo=UTC)


def is_for_staff(path: str) -> bool:
    """Whether only staff read what stands in this file."""
    staff_views = path.endswith("_views.py") and not path.endswith(OTHER_VIEWS)
    named = path.startswith(STAFF_ROOMS) or path.endswith(STAFF_FILES)
    return "/staff/" in path or staff_views or named


@cache
def gather() -> Catalog:
    """Every marked text in code and templates, with the files it stands in."""
    with (FOLDER / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)  # type: ignore[no-untyped-call]
    catalogue = Catalog(project="parentcomms", creation_date=NO_DATE, fuzzy=False)
    for source in SOURCES:
        found = extract_from_dir(
            ROOT / source, methods, options, keywords=KEYWORDS, comment_tags=("translators:",)
        )
        for name, _line, message, comments, context in sorted(found, key=lambda item: item[:2]):
            place = f"{source}/{name}"
            catalogue.add(
                message,
                locations=[(place, None)],  # type: ignore[list-item]
                auto_comments=comments,
                context=context,
            )
    return catalogue


def translations(language: str) -> Catalog:
    """The catalogue of one language as it is now."""
    path = FOLDER / language / "LC_MESSAGES" / "messages.po"
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def missing(language: str) -> list[str]:
    """Texts families can meet that have no translation, or one nobody has looked at."""
    done = translations(language)
    return [
        str(message.id)
        for message in gather()
        if message.id
        and not all(is_for_staff(place) for place, _line in message.locations)
        and not _translated(done, message.id, message.context)
    ]


def _translated(catalogue: Catalog, text: object, context: str | None) -> bool:
    found = catalogue.get(text, context)  # type: ignore[arg-type]
    if found is None or found.fuzzy:
        return False
    return all(found.string) if isinstance(found.string, tuple | list) else bool(found.string)


def write(catalogue: Catalog, path: Path) -> None:
    catalogue.project, catalogue.fuzzy = "parentcomms", False
    catalogue.header_comment = "# Texts that are read on pages, gathered by `make messages`."
    with path.open("wb") as file:
        write_po(file, catalogue, width=100, omit_header=False, sort_by_file=True)


def languages() -> list[str]:
    return sorted(path.parts[-3] for path in FOLDER.glob("*/LC_MESSAGES/messages.po"))


def update() -> None:
    """Rewrite messages.pot and bring each language's catalogue up to it, guessing nothing."""
    template = gather()
    write(template, FOLDER / "messages.pot")
    for language in languages():
        catalogue = translations(language)
        catalogue.update(template, no_fuzzy_matching=True, update_header_comment=False)
        catalogue.obsolete.clear()
        catalogue.creation_date = catalogue.revision_date = NO_DATE
        write(catalogue, FOLDER / language / "LC_MESSAGES" / "messages.po")


def main() -> int:
    if "--check" not in sys.argv[1:]:
        update()
        compile_catalogues()
    lacking = {language: missing(language) for language in languages()}
    for language, texts in lacking.items():
        for text in texts:
            sys.stdout.write(f"{language}: not translated: {text}\n")
    return 1 if any(lacking.values()) and "--check" in sys.argv[1:] else 0


if __name__ == "__main__":
    sys.exit(main())
