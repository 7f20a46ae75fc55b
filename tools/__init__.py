"""The set-up behind the Makefile: run as `python -m tools.install`, from the project's root."""
