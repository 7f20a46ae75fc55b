"""Every table, gathered for migrations and for tests that walk them all."""

from parentcomms import forms
from parentcomms.accounts import models as accounts
from parentcomms.approvals import models as approvals
from parentcomms.audit import models as audit
from parentcomms.channels import models as channels
from parentcomms.communications import models as communications
from parentcomms.concerns import models as concerns
from parentcomms.consent import models as consent
from parentcomms.lists import models as lists
from parentcomms.occasions import models as occasions
from parentcomms.outbox import models as outbox
from parentcomms.paper import models as paper
from parentcomms.people import models as people
from parentcomms.policies import models as policies
from parentcomms.publications import models as publications
from parentcomms.publishing import models as publishing
from parentcomms.publishing import post_models as posts
from parentcomms.school import models as school
from parentcomms.tracker import models as tracker

ROOMS = (
    accounts, approvals, audit, channels, communications, concerns,
    consent, forms, lists, occasions, outbox, paper, people, policies, posts, publications,
    publishing, school, tracker,
)  # fmt: skip
