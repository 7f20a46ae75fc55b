"""`flask check`: the same answer as the page gives, for a script or a terminal."""

import json
import sys
from collections.abc import Iterable

import click
from flask import Flask
from flask.cli import with_appcontext

from parentcomms.database import db
from parentcomms.people.upn import tidy_upn
from parentcomms.publishing import actions, queries
from parentcomms.publishing.being_asked import not_asked, uses_asked
from parentcomms.publishing.facts import Advice, CannotAnswerError, Missing, Sentence, Verdict
from parentcomms.publishing.models import PostCheck
from parentcomms.publishing.words import ADVICE, PROBLEMS, SENTENCES, VERDICTS

MAY_BE_POSTED, MAY_NOT, CANNOT_SAY = 0, 1, 2
SEVERAL = ("--pupil", "--unrecognisable", "--use")


class SeveralValues(click.Command):
    """One option takes all that follows: `--pupil A B C` as well as `--pupil A --pupil B`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        return super().parse_args(ctx, list(_one_option_each(args)))


def _one_option_each(args: Iterable[str]) -> Iterable[str]:
    option, had_value = "", True
    for word in args:
        if word.startswith("-"):
            if not had_value:
                raise click.UsageError(f"Nothing was named after {option}.")
            name, _, value = word.partition("=")
            option, had_value = (name, bool(value)) if name in SEVERAL else ("", True)
        elif option:
            if had_value:
                yield option
            had_value = True
        yield word


@click.command("check", cls=SeveralValues)
@click.option("--use", "uses", multiple=True, required=True, help="What the picture is for.")
@click.option("--pupil", "pupils", multiple=True, help="UPN of each child in the picture.")
@click.option(
    "--unrecognisable", multiple=True, help="UPN of each whom nobody could recognise in it."
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@with_appcontext
def check(
    uses: tuple[str, ...], pupils: tuple[str, ...], unrecognisable: tuple[str, ...], as_json: bool
) -> None:
    """May this picture be posted? Exit status 0: as it is. 1: not. 2: no answer possible."""
    hidden = {tidy_upn(each) for each in unrecognisable}
    upns = list(dict.fromkeys(tidy_upn(each) for each in (*pupils, *unrecognisable)))
    try:
        ids = _ids(upns)
        recognisable = {ids[upn]: upn not in hidden for upn in upns}
        row = actions.check(actions.Question(uses=frozenset(uses), recognisable=recognisable))
    except CannotAnswerError as problem:
        _refuse(_sentence(problem, uses))
    db.session.commit()
    by_id = {pupil_id: upn for upn, pupil_id in ids.items()}
    click.echo(_as_json(row, by_id) if as_json else _as_text(row, by_id))
    sys.exit(MAY_BE_POSTED if row.verdict is Verdict.POST else MAY_NOT)


def _ids(upns: list[str]) -> dict[str, int]:
    ids = queries.ids_by_upn(upns)
    unknown = [upn for upn in upns if upn not in ids]
    if unknown:
        _refuse(f"There is no pupil with the UPN {', '.join(unknown)} on the school's record.")
    return ids


def _refuse(sentence: str) -> None:
    click.echo(sentence, err=True)
    sys.exit(CANNOT_SAY)


def _sentence(problem: CannotAnswerError, uses: tuple[str, ...]) -> str:
    if problem.missing is Missing.WHO:
        return "Name the children in the picture with --pupil UPN."
    if problem.missing is Missing.NOT_ASKED:
        unknown = ", ".join(sorted(not_asked(uses)))
        asked = ", ".join(uses_asked())
        return f"Families are not asked about: {unknown}. They are asked about: {asked or 'none'}."
    return f"{PROBLEMS[problem.missing]}."


def _as_json(row: PostCheck, upns: dict[int, str]) -> str:
    pupils = [{"upn": upns[each.pupil_id], "allowed": each.allowed} for each in row.pupils]
    return json.dumps({"verdict": row.verdict.value, "pupils": pupils})


def _as_text(row: PostCheck, upns: dict[int, str]) -> str:
    lines = [str(VERDICTS[row.verdict])]
    for each in row.pupils:
        advice = " ".join(str(ADVICE[Advice(value)]) for value in each.advice)
        lines.append(f"{upns[each.pupil_id]}: {advice}")
    lines += [str(SENTENCES[Sentence(value)]) for value in row.sentences]
    return "\n".join(lines)


def register(app: Flask) -> None:
    """Add the command."""
    app.cli.add_command(check)
