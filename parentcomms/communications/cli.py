"""Commands of this room: letters for the printer, and sending what waits."""

from pathlib import Path

import click
from flask import Flask
from flask.cli import with_appcontext

from parentcomms.communications import queries, sending
from parentcomms.communications.models import Communication
from parentcomms.communications.printing import letters_pdf
from parentcomms.communications.readiness import address_reachable
from parentcomms.communications.ready_rules import Lack
from parentcomms.communications.ready_staff_words import LACKS
from parentcomms.communications.rules import CommunicationKind, DeliveryRoute
from parentcomms.database import db
from parentcomms.errors import Refused
from parentcomms.outbox.sending import send_waiting

PRINTED = (CommunicationKind.JOINING_LETTER, CommunicationKind.CONSENT_REQUEST)


@click.command("letters")
@click.option("--out", required=True, type=click.Path(dir_okay=False, path_type=Path))
@click.option("--again", is_flag=True, help="Also what has been printed before.")
@click.option("--large", is_flag=True, help="Everything in large print.")
@click.option("--duplex", is_flag=True, help="Each letter begins on a sheet of its own.")
@with_appcontext
def letters(out: Path, again: bool, large: bool, duplex: bool) -> None:
    """Print-ready letters and consent sheets for every adult due one on paper."""
    approved = [each for each in _standing() if queries.approved(each)]
    if not approved:
        raise click.ClickException("The head teacher has not approved a letter yet.")
    if not out.parent.is_dir():
        raise click.ClickException(f"There is no folder {out.parent}.")
    try:
        for each in approved:
            sending.send(each, routes=[DeliveryRoute.PAPER])
    except Refused as refused:
        raise click.ClickException(refused.message) from refused
    db.session.commit()
    pile = letters_pdf(out, approved, again=again, duplex=duplex, large=large)
    if not pile.pages:
        out.unlink(missing_ok=True)
        click.echo("No letter waits to be printed.")
        return
    waiting = queries.paper_deliveries([each.id for each in approved])
    sending.mark_printed([each for each in waiting if each.id in set(pile.delivery_ids)])
    db.session.commit()
    click.echo(f"{len(pile.delivery_ids)} letters on {pile.pages} pages: {out}")
    click.echo("They count as printed now. With --again they are printed once more.")
    if not address_reachable():
        click.echo(LACKS[Lack.PUBLIC_ADDRESS][0])
    for change in pile.replaced:
        click.echo(f"Letter {change.reference}: {change.part} could not be printed as it is.")


def _standing() -> list[Communication]:
    found = [queries.standing_communication(kind) for kind in PRINTED]
    return [each for each in found if each is not None]


@click.command("send")
@with_appcontext
def send() -> None:
    """Send the mail that waits, once."""
    click.echo(f"{send_waiting()} mails sent.")


def register(app: Flask) -> None:
    """Add these commands to `flask`."""
    app.cli.add_command(letters)
    app.cli.add_command(send)
