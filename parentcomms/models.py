"""Every table, gathered for migrations and for tests that walk them all."""

from parentcomms import forms
from parentcomms.about_a_post import models as about_a_post
from parentcomms.accounts import models as accounts
from parentcomms.alarms import models as alarms
from parentcomms.approvals import models as approvals
from parentcomms.audit import models as audit
from parentcomms.bounces import models as bounces
from parentcomms.cases import models as cases
from parentcomms.channels import models as channels
from parentcomms.communications import models as communications
from parentcomms.concerns import cover_models as cover
from parentcomms.concerns import models as concerns
from parentcomms.consent import models as consent
from parentcomms.day_passes import models as day_passes
from parentcomms.inserts import models as inserts
from parentcomms.lists import models as lists
from parentcomms.newsletters import models as newsletters
from parentcomms.occasions import models as occasions
from parentcomms.outbox import models as outbox
from parentcomms.paper import models as paper
from parentcomms.paper_notices import models as paper_notices
from parentcomms.people import correction_models as corrections
from parentcomms.people import models as people
from parentcomms.policies import models as policies
from parentcomms.posts_about_us import models as posts_about_us
from parentcomms.publications import models as publications
from parentcomms.publishing import models as publishing
from parentcomms.publishing import post_models as posts
from parentcomms.reach import models as reach
from parentcomms.reminders import models as reminders
from parentcomms.retention import models as retention
from parentcomms.school import models as school
from parentcomms.second_step import models as second_step
from parentcomms.single_sign_on import models as single_sign_on
from parentcomms.subject_access import models as subject_access
from parentcomms.tracker import models as tracker
from parentcomms.yearly import models as yearly

ROOMS = (
    about_a_post, accounts, alarms, approvals, audit, bounces, cases, channels, communications,
    concerns, corrections, cover,
    consent, day_passes, forms, inserts, lists, newsletters, occasions, outbox, paper,
    paper_notices, people, policies, posts, posts_about_us, publications, publishing, reach,
    reminders, retention,
    school, second_step, single_sign_on, subject_access, tracker,
    yearly,
)  # fmt: skip
