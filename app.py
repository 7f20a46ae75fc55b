"""What `flask run` and the WSGI server import."""

from parentcomms.web import create_app

app = create_app()
