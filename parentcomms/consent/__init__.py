"""Photo consent: uses, wording, answers, and what they add up to.

An answer never changes; a change of mind is a new answer. What the answers add up to is
rules.standing(), asked through queries.standing_answers() by everyone: never decided again.
"""
