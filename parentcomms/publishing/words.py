"""What answers and refusals are called on pages and in the command."""

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from parentcomms.publishing.facts import Advice, Medium, Missing, Sentence, Verdict
from parentcomms.publishing.reminders import Reminder

MEDIUM_NAMES: dict[Medium, LazyString] = {
    Medium.PHOTO: _l("Photo"),
    Medium.VIDEO: _l("Video"),
    Medium.LIVE: _l("Live stream"),
    Medium.AUDIO: _l("Sound only"),
}
VERDICTS: dict[Verdict, LazyString] = {
    Verdict.POST: _l("Yes, this can be posted"),
    Verdict.CHANGE: _l("Not like this: change it first"),
    Verdict.DO_NOT_POST: _l("No, do not post this"),
}
SHORT_VERDICTS: dict[Verdict, LazyString] = {
    Verdict.POST: _l("Yes"),
    Verdict.CHANGE: _l("Change first"),
    Verdict.DO_NOT_POST: _l("No"),
}
ADVICE: dict[Advice, LazyString] = {
    Advice.FINE: _l("May be shown"),
    Advice.LEAVE_NAME_OUT: _l("Post it without any names."),
    Advice.MAKE_UNRECOGNISABLE: _l(
        "Use a picture in which nobody could recognise them: from behind, far away or blurred."
    ),
    Advice.NOT_ANSWERED: _l("Their families have not answered yet. The office can ask them."),
    Advice.LEAVE_OUT: _l("Leave them out of what you post."),
    Advice.CROP_OUT: _l("Crop them out."),
    Advice.OTHER_PICTURE: _l("Choose another picture."),
}
SENTENCES: dict[Sentence, LazyString] = {
    Sentence.TAKE_TWO: _l(
        "Nobody has to step aside: take one picture for everyone, and one to post."
    ),
    Sentence.SOMEONE_UNKNOWN: _l(
        "There is a child in it you do not know. Find out who it is, then check again."
    ),
    Sentence.OTHER_SCHOOL_CONFIRM: _l(
        "There is a child from another school in it. Ask that school whether the child may be "
        "shown, note who said so and when, then check again."
    ),
    Sentence.OTHER_SCHOOL_HEAD: _l(
        "The other school has said yes. Now the head teacher decides. Show the head this page."
    ),
    Sentence.CROWD_UNRECOGNISABLE: _l(
        "You ticked that nobody in the crowd could be recognised. Look once more before you post."
    ),
}
REMINDERS: dict[Reminder, LazyString] = {
    Reminder.GIVES_AWAY: _l(
        "What else does it show? A badge, a name on a wall, a peg or a book, a timetable, a place "
        "where the children can be found."
    ),
    Reminder.LISTEN: _l(
        "Play all of it once: is a name said, or anything about a child’s health, home or needs?"
    ),
    Reminder.LIVE: _l(
        "A live stream cannot be looked through first. Agree beforehand who stands where, and who "
        "stops it."
    ),
    Reminder.FIRST_NAME_ONLY: _l(
        "First names only, and none in the name of the file. Never a full name beside a picture."
    ),
    Reminder.FACE_ON: _l(
        "Is a face seen from the front? The guidance of 2026 asks schools to prefer pictures from "
        "behind or from a distance where anyone can see them."
    ),
    Reminder.WHO_TOOK_IT: _l(
        "Who took it, and may we use it? What a photographer, a family or the press made is theirs."
    ),
}
PROBLEMS: dict[Missing, LazyString] = {
    Missing.WHERE: _l("Choose where it will be posted"),
    Missing.WHO: _l(
        "Tick the children who are in it, or say below that it is a crowd or somebody else"
    ),
    Missing.NAMED_TWICE: _l("The same child is named twice"),
    Missing.CLOSED: _l("Nothing can be posted there at the moment. Choose another place"),
    Missing.OCCASION_OVER: _l(
        "This occasion was cancelled, or was too long ago. Its answers count for nothing else"
    ),
    Missing.NOT_ASKED: _l(
        "Families are not asked about this at the moment, so nobody has said yes. Choose another "
        "place, or ask the office"
    ),
    Missing.NOT_NAMED: _l(
        "Families have not been asked about this account or app yet: the question does not name "
        "it. "
        "Choose another place, or ask the head teacher"
    ),
    Missing.UNKNOWN_CHILD: _l("One of the children is no longer on our record. Tick them again"),
    Missing.TOO_MANY: _l(
        "That is more children than can be checked one by one. Tick only those who can be "
        "recognised, and say below that the rest is a crowd"
    ),
}
