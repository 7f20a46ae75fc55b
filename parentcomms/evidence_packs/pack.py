"""The pack as one tagged PDF that somebody outside the school can read."""

from collections.abc import Sequence
from typing import Any

from parentcomms.accounts.queries import names_of
from parentcomms.audit.queries import head_of_chain
from parentcomms.audit.verifying import Break, breaks
from parentcomms.clock import now
from parentcomms.documents.glyphs import Replacing
from parentcomms.documents.sheets import sender_data
from parentcomms.documents.typesetting import typeset
from parentcomms.evidence_packs.story import Happened, Proof, proofs
from parentcomms.filters import moment
from parentcomms.school.letterhead import sender

ABOUT = (
    "This pack lists what the school's service holds: what was asked, said, read, checked, posted "
    "and removed, in the order in which it happened. Times are those of London.",
    "Decisions about safeguarding and concerns are never part of a pack. What the school's periods "
    "for keeping records have removed is not here any more; each removal left a line in the audit.",
)
HOW = (
    "Each act is an event of a chain: its hash covers the act, a salted digest of the row it is "
    "about, and the hash of the event before it. A change to any row or event, or one taken out, "
    "changes every hash after it. The head of the chain below goes to the data protection lead by "
    "e-mail each Monday: compare it with theirs. The command flask audit-verify recomputes all of "
    "it and says where it breaks."
)


def evidence_pdf(title: str, lines: Sequence[Happened]) -> bytes:
    """Recomputes the whole chain, so that the pack says whether it held when it was made."""
    return typeset("evidence-pack.typ", pack_data(title, lines, broken=list(breaks())))


def pack_data(title: str, lines: Sequence[Happened], *, broken: Sequence[Break]) -> dict[str, Any]:
    """What the sheet says; characters no font has are left out rather than stop it."""
    fit = Replacing("evidence pack").fit
    names, proved = names_of({line.actor for line in lines}), proofs(lines)
    head, made = head_of_chain(), moment(now())
    return {
        "title": fit("title", title),
        "sender": sender_data(sender()),
        "about": list(ABOUT),
        "foot": f"{made} · head of the chain {head[:16]}…",
        "proof": {
            "title": "The proof",
            "words": [HOW, _verdict(broken, made), "Head of the chain:"],
            "head": head,
        },
        "lines-title": "What happened",
        "lines": [
            {
                "number": number,
                "what": line.what,
                "at": moment(line.at),
                "words": fit("words", line.words),
                "by": fit("by", f"Recorded by {names[line.actor]}"),
                "proofs": [_as_rows(each) for each in proved.get((line.table, line.row_id), [])],
            }
            for number, line in enumerate(lines, 1)
        ],
    }


def _verdict(broken: Sequence[Break], made: str) -> str:
    if not broken:
        return f"When this pack was made ({made}) the whole chain was recomputed, and it held."
    where = "; ".join(
        f"event {each.event_id}: {each.problem}" if each.event_id else each.problem
        for each in broken[:10]
    )
    return f"When this pack was made ({made}) the chain did NOT hold: {where}."


def _as_rows(proof: Proof) -> dict[str, Any]:
    rows = [f"hash {proof.hash}"]
    if proof.digest:
        rows.append(f"digest of the row {proof.digest}")
    return {"name": f"Event {proof.event_id}", "rows": rows}
