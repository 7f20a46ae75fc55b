"""The queue's entry points: look into the folder, and clear up at night."""

import shutil

from huey import crontab

from parentcomms.database import db
from parentcomms.imports import clearing, folder
from parentcomms.jobs import app_context, huey


@huey.periodic_task(crontab(minute="*/5"))
def take_in_files() -> None:
    """Each file in a transaction of its own: one that fails holds up no other."""
    with app_context():
        take_in_everything()


def take_in_everything() -> int:
    """How many files were taken in."""
    taken = 0
    for path in list(folder.whole_files()):
        run = folder.take_in(path)
        db.session.commit()
        folder.put_away(path, run)
        taken += 1
    return taken


@huey.periodic_task(crontab(minute="17", hour="3"))
def clear_up() -> None:
    """Derived from dates: a night the machine slept through is made good by the next."""
    with app_context():
        clear_up_now()


def clear_up_now() -> None:
    """The files first: a row that names no file any more harms nobody."""
    for path in clearing.files_past_their_time():
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
    clearing.forget_forms()
    db.session.commit()
