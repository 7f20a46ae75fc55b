"""Pupils, adults and what they are to each other (policy 10.1: a child they are responsible for).

A Person is any adult. A Relationship says what a person (or the pupil, or an authority) is to
a pupil: kind, parental responsibility, holds. An Enrolment is dated, so joiners, leavers and
returners are derived. Imports and the contact review live here.
"""
