"""What the background process imports: the app made, the tasks registered, the queue named."""

from parentcomms.errors import keep_messages_out_of_the_log
from parentcomms.jobs import huey, settle_down
from parentcomms.web import create_app

keep_messages_out_of_the_log()
app = create_app()
settle_down()

__all__ = ["app", "huey"]
