"""What the background process imports: the app made, the tasks registered, the queue named."""

from parentcomms.jobs import huey
from parentcomms.web import create_app

app = create_app()

__all__ = ["app", "huey"]
