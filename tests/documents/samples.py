"""A letter and a consent form of ordinary length, to change one thing of."""

import io
from dataclasses import replace
from typing import Any

from PIL import Image, ImageDraw

from parentcomms.documents.forms import ConsentForm, FormWords, Question
from parentcomms.documents.markdown import parse
from parentcomms.documents.paper import Letter, Sender, Signature, Slip

BODY = """We are so pleased that ((child)) is joining us. Our school is a warm and busy place, \
and we look forward to getting to know your family. There will be concerts, sports days and \
class assemblies, and we hope that you will enjoy every one of them with us.

Families tell us that they like to share these days online. We like that too. Some of our \
children must not appear in pictures, for their safety, and nobody outside school can tell who \
they are. So we ask every family for three things.

## What we ask

1. **Pictures.** Please do not post photos or videos of pupils other than your own children on \
social media, unless their parents or carers have given permission. Photos for your own family \
album are welcome.
2. **Talk to us first.** If you have a query, a concern or a complaint, please bring it directly \
to the school rather than posting it. You can tell us at any time, and we will answer.
3. **Kind and true.** Please do not post malicious or fictitious comments about any member of \
the school community. That means pupils, families and staff.

## Why we ask

We cannot monitor everything that is said about our school online. What we ask here protects \
pupils and staff, and it keeps information about them confidential. It works because families \
look after one another.

## What to do now

Please tell us that you have read this. It takes one minute on a phone, for all your children \
together, and you need no password. You can say that you have read it, that you have a question, \
or that you do not agree with part of it. Each answer is welcome.

With this letter comes a separate sheet about photos that *the school* takes. Please read it \
too. You are free to say no to any part of it. Saying no changes nothing for ((child)), and you \
can change your mind on any day.

If you would like this letter in another language, in large print or read to you, ring us on \
((telephone)). That counts too."""


def crest() -> bytes:
    """A small drawn shield, as a school would upload it."""
    picture = Image.new("RGBA", (300, 340), (0, 0, 0, 0))
    shield = [(10, 10), (290, 10), (290, 180), (150, 330), (10, 180)]
    ImageDraw.Draw(picture).polygon(shield, fill="#0b5d4b")
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


SENDER = Sender(
    name="Oakfield Primary School",
    lines=("Mill Lane, Gloucester GL1 9ZZ", "01452 555 0100", "office@oakfield.example.org"),
    strapline="Learning together since 1902",
    colour="#0b5d4b",
    crest=crest(),
)
SLIP = Slip(
    url="https://oakfield.example.org/c/000000abcdefghijklmnop",
    code="K7QM2XRD9TPA",
    heading="Answer on your phone",
    how_to="Point your camera at the square. Or ring us on 01452 555 0100: that counts too.",
)
LETTER = Letter(
    sender=SENDER,
    recipient=("Mrs Agnieszka Wiśniewska", "Flat 3", "27 Mill Road", "Cheltenham", "GL50 1AA"),
    date="22 November 2026",
    salutation="Dear Mrs Wiśniewska",
    heading="Photos, social media and talking to us",
    body=parse(BODY),
    signature=Signature("Yours sincerely", "Margaret Okafor", "Head teacher"),
    values={"child": "Zofia", "telephone": "01452 555 0100"},
    reference="Our ref: J-00001",
    slip=SLIP,
)


def letter(**changes: Any) -> Letter:
    """The ordinary letter with something changed."""
    return replace(LETTER, **changes)


def short(text: str, **changes: Any) -> Letter:
    """A letter of one's own words."""
    return letter(body=parse(text), **changes)


ENGLISH = ConsentForm(
    sender=SENDER,
    title="Photos of your child: your choice",
    child="Zofia",
    class_name="3 Maple",
    adult="For Mrs Agnieszka Wiśniewska",
    code="K7QM2XRD9TPA",
    questions=tuple(
        Question(text, "Anyone in the world can see it. Pictures can be copied or altered.", three)
        for text, three in (
            ("The class app, with your child's name", True),
            ("The class photo, given to other families", False),
            ("The newsletter and printed publicity", True),
            ("The school website", True),
            ("The school's social media accounts: Facebook OakfieldPrimary", True),
            ("Video, live stream and your child's voice", True),
            ("Your child's first name beside a picture outside school", False),
        )
    ),
    words=FormWords(
        yes="Yes",
        unrecognisable="Only if nobody could recognise my child (from behind, far away, blurred)",
        no="No",
        question="May we use pictures of your child here?",
        code="Code of this sheet",
        adult_name="Your name",
        signature="Signature",
        date="Date",
    ),
    intro=parse("Please tick **one box in each row**. Saying no changes nothing for your child."),
    after=parse("**You can change your mind on any day**: write to us or ring ((telephone))."),
    values={"telephone": "01452 555 0100"},
    slip=SLIP,
)
POLISH = replace(
    ENGLISH,
    language="pl",
    title="Zdjęcia Państwa dziecka: decyzja należy do Państwa",
    adult="Dla: Mrs Agnieszka Wiśniewska",
    questions=tuple(
        Question(
            text,
            "Może to zobaczyć każdy na świecie. Zdjęcia w internecie można kopiować, "
            "przechowywać lub zmieniać za pomocą sztucznej inteligencji.",
            three,
        )
        for text, three in (
            ("Aplikacja klasowa, z imieniem dziecka", True),
            ("Zdjęcie klasowe przekazywane innym rodzinom", False),
            ("Gazetka szkolna i drukowane materiały promocyjne", True),
            ("Strona internetowa szkoły", True),
            ("Konta szkoły w mediach społecznościowych: Facebook OakfieldPrimary", True),
            ("Filmy, transmisje na żywo i głos dziecka", True),
            ("Imię dziecka obok zdjęcia poza szkołą", False),
        )
    ),
    words=FormWords(
        yes="Tak",
        unrecognisable="Tylko jeśli nikt nie rozpozna mojego dziecka (od tyłu, z daleka, rozmyte)",
        no="Nie",
        question="Czy możemy tu wykorzystać zdjęcia Państwa dziecka?",
        code="Kod tego arkusza",
        adult_name="Imię i nazwisko",
        signature="Podpis",
        date="Data",
    ),
    intro=parse(
        "Prosimy zaznaczyć **jedno pole w każdym wierszu**. Mogą Państwo odmówić zgody na dowolny "
        "punkt lub na wszystkie. Odmowa niczego nie zmienia dla Państwa dziecka. Pusty wiersz nie "
        "oznacza zgody: nie wykorzystamy tam zdjęcia."
    ),
    after=parse(
        "**Zdanie można zmienić każdego dnia**, bez podania powodu: proszę zadzwonić: "
        "((telephone)). Natychmiast przestaniemy używać zdjęcia. Prosimy przynieść ten arkusz."
    ),
)
