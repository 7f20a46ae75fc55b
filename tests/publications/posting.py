"""Builders for tests of this room: a picture checked and posted, or one from before."""

from datetime import date
from typing import Any

from parentcomms.channels.actions import install_shipped_channels
from parentcomms.channels.models import Channel
from parentcomms.channels.queries import all_channels
from parentcomms.clock import now, today
from parentcomms.database import db
from parentcomms.people.models import Pupil
from parentcomms.publications.actions import Posted, add_children, record_posted
from parentcomms.publications.models import Publication
from parentcomms.publishing.actions import Question, check
from parentcomms.publishing.models import PostCheck
from parentcomms.publishing.post_rules import CheckNow
from parentcomms.publishing.release import Release


def place(use_key: str = "website") -> Channel:
    """One of the places every school has."""
    install_shipped_channels()
    return next(each for each in all_channels() if each.use_key == use_key)


def checked(*pupils: Pupil, use_key: str = "website", **others: Any) -> PostCheck:
    """The check somebody made of a picture with these children in it."""
    recognisable = {each.id: True for each in pupils}
    return check(Question(channel=place(use_key), recognisable=recognisable, **others))


def posted(*pupils: Pupil, use_key: str = "website", what: str = "Sports day") -> Publication:
    """Checked, released and posted today."""
    row = checked(*pupils, use_key=use_key)
    release = Release(stops=(), check=CheckNow(said=row.verdict, says=row.verdict))
    return record_posted(row, Posted(what=what, address=None, on=today()), release=release)


def old_post(*pupils: Pupil, use_key: str = "website", **others: Any) -> Publication:
    """A post from before go-live, with these children in it."""
    channel = place(use_key)
    columns = {
        "channel": channel,
        "place": channel.name,
        "what": "An old picture",
        "use_keys": [use_key],
        "printed": use_key == "newsletter_print",
        "published_on": date(2024, 6, 1),
        "before_go_live": True,
        "recorded_by": "system",
        "recorded_at": now(),
    }
    row = Publication(**columns | others)
    db.session.add(row)
    db.session.flush()
    add_children({row: {each.id: True for each in pupils}})
    db.session.refresh(row)
    return row
