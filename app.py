"""What `flask run` and the WSGI server import."""

from parentcomms.errors import keep_messages_out_of_the_log
from parentcomms.web import create_app

keep_messages_out_of_the_log()
app = create_app()
