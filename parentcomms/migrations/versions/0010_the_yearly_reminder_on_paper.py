"""the yearly reminder on paper"""

import sqlalchemy as sa
from alembic import op

from parentcomms.database import UtcDateTime

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.create_table(
        "paper_reminder",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("school_year", sa.Integer(), nullable=False),
        sa.Column("told_by", sa.String(), nullable=False),
        sa.Column("told_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_paper_reminder_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_reminder")),
        sa.UniqueConstraint(
            "person_id", "school_year", name=op.f("uq_paper_reminder_person_id_school_year")
        ),
    )


def downgrade() -> None:
    op.drop_table("paper_reminder")
