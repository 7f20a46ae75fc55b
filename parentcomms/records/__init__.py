"""Subject access, retention, the evidence pack and backups."""
