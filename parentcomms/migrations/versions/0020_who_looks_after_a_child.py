"""who told the school who looks after a child in law, and when"""

import sqlalchemy as sa
from alembic import op

from parentcomms.database import UtcDateTime

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    op.create_table(
        "care_status",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pupil_id", sa.Integer(), nullable=False),
        sa.Column(
            "care",
            sa.Enum(
                "none",
                "care_order",
                "accommodated",
                "placed_for_adoption",
                "not_known",
                name="care",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("said_by", sa.String(), nullable=False),
        sa.Column("said_on", sa.Date(), nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.Column("recorded_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["pupil_id"], ["pupil.id"], name=op.f("fk_care_status_pupil_id_pupil")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_care_status")),
    )
    with op.batch_alter_table("care_status", schema=None) as batch_op:
        batch_op.create_index("ix_care_status_pupil_id", ["pupil_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("care_status", schema=None) as batch_op:
        batch_op.drop_index("ix_care_status_pupil_id")

    op.drop_table("care_status")
