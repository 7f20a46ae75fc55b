"""who was told by letter of answers that staff recorded"""

import sqlalchemy as sa
from alembic import op

from parentcomms.database import UtcDateTime

revision = "0021"
down_revision = "0020"

BY_STAFF = sa.text("substr(recorded_by, 1, 6) = 'staff:'")


def upgrade() -> None:
    op.create_table(
        "paper_notice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("told_by", sa.String(), nullable=False),
        sa.Column("told_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_paper_notice_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_notice")),
    )
    with op.batch_alter_table("paper_notice", schema=None) as batch_op:
        batch_op.create_index("ix_paper_notice_person_id", ["person_id"], unique=False)

    with op.batch_alter_table("answer", schema=None) as batch_op:
        batch_op.create_index(
            "ix_answer_by_staff",
            ["answered_at"],
            unique=False,
            sqlite_where=BY_STAFF,
            postgresql_where=BY_STAFF,
        )


def downgrade() -> None:
    with op.batch_alter_table("answer", schema=None) as batch_op:
        batch_op.drop_index("ix_answer_by_staff", sqlite_where=BY_STAFF, postgresql_where=BY_STAFF)

    with op.batch_alter_table("paper_notice", schema=None) as batch_op:
        batch_op.drop_index("ix_paper_notice_person_id")

    op.drop_table("paper_notice")
