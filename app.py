"""What `flask run` and the WSGI server import."""

from parentcomms.cli import say_which_school
from parentcomms.errors import keep_messages_out_of_the_log
from parentcomms.web import create_app

keep_messages_out_of_the_log()
say_which_school()
app = create_app()
