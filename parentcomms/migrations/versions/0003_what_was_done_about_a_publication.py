"""what was done about a publication, and its late check"""

import sqlalchemy as sa
from alembic import op

from parentcomms.database import UtcDateTime

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "late_check",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("publication_id", sa.Integer(), nullable=False),
        sa.Column("check_id", sa.Integer(), nullable=False),
        sa.Column("linked_by", sa.String(), nullable=False),
        sa.Column("linked_at", UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["check_id"], ["post_check.id"], name=op.f("fk_late_check_check_id_post_check")
        ),
        sa.ForeignKeyConstraint(
            ["publication_id"],
            ["publication.id"],
            name=op.f("fk_late_check_publication_id_publication"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_late_check")),
    )
    with op.batch_alter_table("late_check", schema=None) as batch_op:
        batch_op.create_index("ix_late_check_publication_id", ["publication_id"], unique=False)

    with op.batch_alter_table("removal", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "how",
                sa.Enum(
                    "taken_down",
                    "child_taken_out",
                    "cannot",
                    "may_stay",
                    name="settled",
                    native_enum=False,
                    length=40,
                ),
                nullable=True,
            )
        )


def downgrade() -> None:
    with op.batch_alter_table("removal", schema=None) as batch_op:
        batch_op.drop_column("how")

    with op.batch_alter_table("late_check", schema=None) as batch_op:
        batch_op.drop_index("ix_late_check_publication_id")

    op.drop_table("late_check")
