"""What the answers of a child's adults, and the child's own, add up to."""

from parentcomms.consent.kinds import (
    PR,
    Answerer,
    AnswerKind,
    AnswerRoute,
    Care,
    Decision,
    LawfulBasis,
    NeverScope,
    Reason,
    Standing,
    UseKey,
    Voice,
)

__all__ = [
    "PR",
    "AnswerKind",
    "AnswerRoute",
    "Answerer",
    "Care",
    "Decision",
    "LawfulBasis",
    "NeverScope",
    "Reason",
    "Standing",
    "UseKey",
    "Voice",
]
