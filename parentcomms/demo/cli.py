"""`flask seed-demo`."""

from datetime import timedelta

import click
from flask import Flask, current_app
from flask.cli import with_appcontext

from parentcomms.clock import today
from parentcomms.config import DEMO_SIGN_INS
from parentcomms.database import db
from parentcomms.demo.actions import build_people, build_school, refuse_unless_new
from parentcomms.demo.answers import give_answers
from parentcomms.demo.families import plan
from parentcomms.demo.letters import send_first_letters
from parentcomms.demo.posting import post_something
from parentcomms.demo.staff import add_demo_staff, write_cards
from parentcomms.errors import Refused


def register(app: Flask) -> None:
    """Add the command."""
    app.cli.add_command(seed_demo)


@click.command("seed-demo")
@click.option("--pupils", default=210, show_default=True, help="How many children it has.")
@with_appcontext
def seed_demo(pupils: int) -> None:
    """Build the demo school in an empty instance."""
    try:
        refuse_unless_new()
    except Refused as refused:
        raise click.ClickException(str(refused)) from refused
    build_school()
    cards = add_demo_staff()
    *settled, newest = plan(pupils)
    number = build_people(settled, first=1)
    send_first_letters()
    give_answers()
    post_something()
    build_people([newest], first=number, joined=today() - timedelta(days=3))
    db.session.commit()
    instance = current_app.config["SETTINGS"].instance
    write_cards(cards, instance / DEMO_SIGN_INS)  # last: its presence says the demo is whole
    click.echo((instance / DEMO_SIGN_INS).read_text(encoding="utf-8"))
