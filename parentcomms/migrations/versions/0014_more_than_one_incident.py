"""more than one incident about the same post"""

from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    with op.batch_alter_table("publishing_incident") as batch_op:
        batch_op.drop_constraint("uq_publishing_incident_publication_id", type_="unique")
        batch_op.create_index("ix_publishing_incident_publication_id", ["publication_id"])


def downgrade() -> None:
    with op.batch_alter_table("publishing_incident") as batch_op:
        batch_op.drop_index("ix_publishing_incident_publication_id")
        batch_op.create_unique_constraint(
            "uq_publishing_incident_publication_id", ["publication_id"]
        )
