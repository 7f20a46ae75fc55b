"""How an element sounds in each language: regular expressions that one sentence has to match.

A phrase here is wide enough for a school's own words and narrow enough that a sentence saying
the opposite does not pass. A language without phrases passes nothing.
"""

import re

from parentcomms.policies.elements import Element

Patterns = tuple[re.Pattern[str], ...]


def _all(*patterns: str) -> Patterns:
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns)


_URL = r"https?://\S"
_PHONE = r"\(\(phone\)\)|\+?\d[\d ]{7,}"

ANY_LANGUAGE: dict[Element, Patterns] = {
    Element.LINK: _all(rf"\(\(link\)\)|{_URL}"),
    Element.CONCERN_LINK: _all(rf"\(\(concern_link\)\)|{_URL}"),
    Element.OFFICIAL_ACCOUNTS: _all(r"\(\(official_accounts\)\)"),
    Element.ORGANISATIONS_LISTED: _all(r"\(\(photo_organisations\)\)"),
    Element.SCHOOL_NAMED: _all(r"\(\(school_name\)\)"),
    Element.OUTLET_NAMED: _all(r"\(\(outlet\)\)"),
    Element.ANSWER_BY: _all(r"\(\(answer_by\)\)"),
    Element.EMERGENCY: _all(r"\b999\b"),
    Element.SOCIAL_CARE: _all(r"\(\(social_care_phone\)\)"),
    Element.SOCIAL_CARE_AT_NIGHT: _all(r"\(\(social_care_night_phone\)\)"),
    Element.NSPCC: _all(r"\bNSPCC\b", r"0808 800 5000"),
    Element.CHILDLINE: _all(r"\bChildline\b", r"0800 1111"),
    Element.CEOP: _all(r"\bCEOP\b"),
    Element.REPORT_REMOVE: _all(r"\bReport Remove\b"),
    Element.IWF: _all(r"\bIWF\b"),
}
"""Placeholders, numbers and names that read the same everywhere."""

_ASKED_NOT = r"(?:\bnot|n't|\bnever|\bavoid)\b[^:;]{0,30}\b(?:post|shar|publish|put)"
_STILLS = r"\b(?:photo|picture|image)s?\b"
_PICTURED = r"\b(?:photo|picture|image|video)s?\b"
_UNLESS = r"\b(?:unless|without|only (?:if|with|when))\b"

_ENGLISH: dict[Element, Patterns] = {
    Element.PHOTOS_AND_VIDEOS: _all(_ASKED_NOT, _STILLS, r"\bvideos?\b"),
    Element.ON_SOCIAL_MEDIA: _all(_ASKED_NOT, _PICTURED, r"\bsocial (?:media|network)"),
    Element.OTHER_CHILDREN: _all(
        _PICTURED,
        r"\b(?:pupils|children) other than (?:your|their) own\b"
        r"|\bother (?:people's |families' )?(?:pupils|children)\b",
    ),
    Element.UNLESS_PERMISSION: _all(
        rf"{_UNLESS}.*\b(?:permission|agree|consent|sa(?:y|id) yes)",
        rf"{_UNLESS}.*\bparents?\b",
        rf"{_UNLESS}.*\bcarers?\b",
    ),
    Element.QUERIES_CONCERNS_COMPLAINTS: _all(
        r"\b(?:query|queries|questions?)\b", r"\b(?:concerns?|worry|worries)\b", r"\bcomplaints?\b"
    ),
    Element.DIRECTLY_WITH_SCHOOL: _all(r"\b(?:directly|straight) (?:to|with) (?:us|the school)\b"),
    Element.RATHER_THAN_POSTING: _all(r"\b(?:rather than|instead of)\b.*\bpost"),
    Element.MALICIOUS_OR_FICTITIOUS: _all(
        r"\b(?:not|no|never|avoid)\b|n't\b",
        r"\b(?:malicious|meant to hurt)\b",
        r"\b(?:fictitious|made[- ]up)\b",
        r"\bcomments?\b",
    ),
    Element.ANY_MEMBER_OF_COMMUNITY: _all(
        r"\bcomments?\b", r"\b(?:any member|anyone|anybody)\b.*\bcommunity\b"
    ),
    Element.PROTECT_PUPILS_AND_STAFF: _all(
        r"\bprotect\b|\bkeep\b.*\bsafe\b", r"\b(?:pupils|children)\b", r"\bstaff\b"
    ),
    Element.CONFIDENTIALITY: _all(
        r"\b(?:confidential|confidentiality|private)\b",
        r"\b(?:information|facts|details)\b",
        r"\b(?:protect|keep)\b",
    ),
    Element.CANNOT_MONITOR: _all(
        r"\b(?:cannot|can't|can not)\b.{0,20}\b(?:monitor|check|watch|see)\b.{0,10}\b(?:all|every)"
    ),
    Element.WHY_SAFETY: _all(
        r"\b(?:some|a few) children\b", r"\bsaf(?:e|ety)\b", _STILLS + r"|\bonline\b|\bseen\b"
    ),
    Element.RING_US: _all(r"\b(?:ring|call|phone|telephone)\b", _PHONE, r"\bcounts?\b"),
    Element.ACKNOWLEDGE: _all(r"\b(?:tell us|let us know)\b.*\bread\b"),
    Element.EACH_ORGANISATION_NAMED: _all(r"\bnames (?:each|every) organi[sz]ation\b"),
    Element.COPYING: _all(r"\bcop(?:y|ied)\b", _STILLS),
    Element.AI_ALTERATION: _all(
        r"\bAI\b|\bartificial intelligence\b", r"\b(?:chang|alter|edit|fak)(?:e|ed|ing)?\b"
    ),
    Element.HARD_TO_RECALL: _all(
        r"\b(?:hard|difficult|impossible|cannot)\b", r"\b(?:get|take|call) .{0,4}(?:back|down)\b"
    ),
    Element.NO_CHANGES_NOTHING: _all(
        r"\bno\b", r"\bchanges? nothing\b|\bmakes? no difference\b|\bdoes not affect\b"
    ),
    Element.CHANGE_ANY_TIME: _all(r"\b(?:change|withdraw|take back)\b", r"\bat any time\b"),
    Element.SCHOOL_MAY_NOT_USE: _all(
        r"\b(?:may|might|can) (?:choose|decide) not to use\b", r"\beven\b.*\byes\b"
    ),
    Element.SILENCE_IS_NOT_YES: _all(r"\bnot answer\b|\bno answer\b", r"\b(?:not|never) use\b"),
    Element.MAY_OBJECT: _all(r"\b(?:can|may)\b.*\bobject\b"),
    Element.ASKS: _all(r"\b(?:would|could|will|can) you\b|\bwe (?:would like to )?ask\b"),
    Element.OFFERS_TO_TALK: _all(r"\btalk\b", r"\b(?:glad|happy|like|come|meet|welcome)\b"),
    Element.DO_NOT_SEND_IMAGES: _all(r"\bnot send\b", r"\bcopy\b", r"\bscreenshot\b"),
    Element.FORM_NOT_WATCHED: _all(r"\b(?:nobody|no one)\b", r"\bform\b", r"\bnight\b"),
}

_NIE_PUBLIKOWAĆ = r"\bnie (?:publikować|zamieszczać|udostępniać|wstawiać)\b"
_ZDJĘCIA = r"\bzdję(?:cia|ć|cie)\b"
_CHYBA_ŻE = r"\b(?:chyba że|bez|tylko za)\b"

_POLISH: dict[Element, Patterns] = {
    Element.PHOTOS_AND_VIDEOS: _all(_NIE_PUBLIKOWAĆ, _ZDJĘCIA, r"\bfilm(?:y|ów)\b"),
    Element.ON_SOCIAL_MEDIA: _all(_NIE_PUBLIKOWAĆ, _ZDJĘCIA, r"\bmediach społecznościowych\b"),
    Element.OTHER_CHILDREN: _all(
        _ZDJĘCIA, r"\binnymi niż\b.*\bwłasne\b|\b(?:innych|cudzych) (?:dzieci|uczniów)\b"
    ),
    Element.UNLESS_PERMISSION: _all(
        rf"{_CHYBA_ŻE}.*\bzg(?:od|adza)", rf"{_CHYBA_ŻE}.*\brodzic", rf"{_CHYBA_ŻE}.*\bopiekun"
    ),
    Element.QUERIES_CONCERNS_COMPLAINTS: _all(r"\bpytani", r"\bobaw", r"\bskarg"),
    Element.DIRECTLY_WITH_SCHOOL: _all(r"\b(?:bezpośrednio|prosto) do (?:nas|szkoły)\b"),
    Element.RATHER_THAN_POSTING: _all(r"\bzamiast\b.*\b(?:pisać|publikować|zamieszczać)\b"),
    Element.MALICIOUS_OR_FICTITIOUS: _all(
        _NIE_PUBLIKOWAĆ, r"\bzłośliw", r"\bzmyślon", r"\b(?:komentarz|wpis)"
    ),
    Element.ANY_MEMBER_OF_COMMUNITY: _all(
        r"\b(?:komentarz|wpis)", r"\b(?:kimkolwiek|każdym|nikim)\b.*\bspołeczności szkolnej\b"
    ),
    Element.PROTECT_PUPILS_AND_STAFF: _all(r"\bchronić\b", r"\buczniów\b", r"\bpracowników\b"),
    Element.CONFIDENTIALITY: _all(
        r"\bpoufno(?:ść|ści)\b", r"\binformacji\b", r"\b(?:chronić|zachować)\b"
    ),
    Element.CANNOT_MONITOR: _all(
        r"\bnie (?:może|możemy) (?:śledzić|sprawdzać|monitorować|widzieć)\b", r"\bwszystkiego\b"
    ),
    Element.WHY_SAFETY: _all(r"\bniektóre dzieci\b", r"\bbezpiecz", r"\bzdjęci|\binternecie\b"),
    Element.RING_US: _all(r"\bzadzwonić\b", _PHONE, r"\bliczy\b"),
    Element.ACKNOWLEDGE: _all(r"\bdać nam znać\b.*\bprzeczyta"),
    Element.EACH_ORGANISATION_NAMED: _all(r"\bwymienia\b.*\bkażdą organizację\b"),
    Element.COPYING: _all(r"\bskopiować\b|\bkopiować\b", _ZDJĘCIA),
    Element.AI_ALTERATION: _all(
        r"\bAI\b|\bsztuczn\w+ inteligencj", r"\b(?:przerob|zmien|przerabia)"
    ),
    Element.HARD_TO_RECALL: _all(r"\b(?:trudno|nie można|nie da się)\b", r"\b(?:wycofać|usunąć)\b"),
    Element.NO_CHANGES_NOTHING: _all(r"„nie”", r"\bniczego\b.*\bnie zmienia\b"),
    Element.CHANGE_ANY_TIME: _all(r"\b(?:zmienić|wycofać)\b", r"\bw każdej chwili\b"),
    Element.SCHOOL_MAY_NOT_USE: _all(
        r"\bmoże (?:zrezygnować|nie użyć)\b", r"\bnawet jeśli\b.*„tak”"
    ),
    Element.SILENCE_IS_NOT_YES: _all(r"\bbez\b.*\bodpowiedzi\b", r"\bnie używamy\b"),
    Element.MAY_OBJECT: _all(r"\bmo(?:gą|żna)\b.*\bsprzeciwić\b"),
    Element.ASKS: _all(r"\b(?:prosimy|czy mo(?:gliby|żna|gą))\b"),
    Element.OFFERS_TO_TALK: _all(r"\bporozmawia", r"\b(?:chętnie|zapraszamy)\b"),
    Element.DO_NOT_SEND_IMAGES: _all(r"\bnie wysyłać\b", r"\bnie kopiować\b", r"\bzrzutu ekranu\b"),
    Element.FORM_NOT_WATCHED: _all(r"\bnikt\b", r"\bformularz", r"\bnocy\b"),
}

PHRASES: dict[str, dict[Element, Patterns]] = {
    "en": ANY_LANGUAGE | _ENGLISH,
    "pl": ANY_LANGUAGE | _POLISH,
}
"""Languages whose texts we can check."""

THREATS: dict[str, re.Pattern[str]] = {
    "en": re.compile(
        r"\bmust\b|\bbreach\w*|\billegal\w*|\bunlawful\w*|\bagainst the law\b|\bprosecut\w*"
        r"|\baction (?:will|may|can) be taken\b|\b(?:take|taking) (?:\w+ )?action\b"
        r"|\blegal action\b|\bdisciplin\w*|\bcompl(?:y|ies|iance)\b|\bconsequences?\b"
        r"|\bsanctions?\b|\bforbid\w*|\bprohibit\w*|\bban(?:ned|s)?\b"
        r"|\bnot (?:allowed|permitted|acceptable|tolerated?)\b|\bunacceptable\b"
        r"|\bzero tolerance\b|\bno right to\b|\boffences?\b|\bdefam\w*|\blibel\w*|\bslander\w*"
        r"|\b(?:sued|suing)\b|\bsolicitors?\b|\breport\w* (?:\w+ )?to the police\b"
        r"|\bwarn(?:ed|ing|s)?\b|\brequired to\b",
        re.IGNORECASE,
    ),
    "pl": re.compile(
        r"\bnie woln\w+|\bzabron\w+|\bzabrania\w*|\bzakaz\w*|\bnarusz\w+|\bnielegaln\w+"
        r"|\bniezgodn\w+ z prawem\b|\bbezprawn\w+|\bściga\w+|\bkar(?:a|ą|y|ane|alne|alna|alny)\b"
        r"|\bpodjęte (?:\w+ )?(?:kroki|działania)\b|\bkroki prawne\b|\bdyscyplinarn\w+"
        r"|\bkonsekwencj\w+|\bzobowiązan\w+|\bmus(?:i|zą|icie)\b|\bostrzega\w*|\bniedopuszczaln\w+"
        r"|\bprzestępstw\w*|\bzniesławi\w+|\bpozw(?:ać|iemy)\b",
        re.IGNORECASE,
    ),
}
"""The policy binds staff and governors, not parents (2.3): the school asks."""

ACKNOWLEDGING: dict[str, re.Pattern[str]] = {
    "en": re.compile(
        r"\backnowledg\w*|\bthree requests\b|\b(?:have|has|having) read\b", re.IGNORECASE
    ),
    "pl": re.compile(r"\btrzy prośby\b|\bprzeczyta(?:li|nie|łem|łam)\b", re.IGNORECASE),
}
"""A consent request never speaks of acknowledging: neither depends on the other."""

ACCUSING: dict[str, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:untrue|false|falsely|lie|lies|lied|lying|liar|inaccurate|incorrect|baseless)\b"
        r"|\bnot true\b|\b(?:malicious|fictitious)\b|\b(?:wrong|wrongly)\b|\byour fault\b"
        r"|\byou (?:broke|have broken|ignored|failed|upset|harmed)\b|\bshould not have\b"
        r"|\b(?:offensive|abusive|hurtful|irresponsible|inappropriate)\b",
        re.IGNORECASE,
    ),
    "pl": re.compile(
        r"\b(?:nieprawd\w+|fałsz\w*|kłam\w+|złośliw\w+|zmyślon\w+|błędn\w+|obraźliw\w+)\b",
        re.IGNORECASE,
    ),
}
"""A letter about somebody's post asks and offers to talk; it judges neither post nor person."""

OVERREACHING: dict[str, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:negative|critical|criticism|unfavourable|disrespectful)\b", re.IGNORECASE
    ),
    "pl": re.compile(r"\bnegatywn\w+|\bkryty(?:czn|k)\w+", re.IGNORECASE),
}
"""10.1.3 asks about malicious or fictitious comments; stretching it to criticism is not fair."""
