"""Parent Communications and Consent: the map of the house.

One folder per feature, the same file names in every folder, imports to smaller numbers only:

 0  access clock config database documents errors filters forms jobs links texts uploads
 1  audit            who did what, in a chain that shows when it was changed
 2  school           what the school decides; terms and school days
 3  outbox           mail waiting in the database
 4  people           pupils, adults, what they are to each other; imports; contact review
 5  accounts         staff, sign-ins, each adult's own link
 6  concerns  channels  approvals
 7  policies  consent
 8  occasions        asking once, for one event
 9  publishing  lists
10  publications     what was posted where, and what must come down
11  communications   letters, requests, inserts, notice, newsletters
12  records  home  paper
13  demo             the demo school
14  cli  web  serve

See docs/architecture.md for why.
"""
