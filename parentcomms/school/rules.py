"""School days, years and clocks; which schools the County's words apply to (policy 2.7)."""

from enum import StrEnum


class SchoolType(StrEnum):
    """The kinds of school in England, as far as the policy tells them apart."""

    COMMUNITY = "community"
    VOLUNTARY_CONTROLLED = "voluntary_controlled"
    VOLUNTARY_AIDED = "voluntary_aided"
    FOUNDATION = "foundation"
    ACADEMY = "academy"
    INDEPENDENT = "independent"
    OTHER = "other"


class Phase(StrEnum):
    """Where photo consent is asked afresh, where the school has that year."""

    RECEPTION = "reception"
    YEAR_3 = "year_3"
    YEAR_7 = "year_7"
    YEAR_12 = "year_12"
