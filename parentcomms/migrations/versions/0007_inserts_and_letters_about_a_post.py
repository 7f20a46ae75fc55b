"""inserts through the year, and letters about a post"""

import sqlalchemy as sa
from alembic import op

from parentcomms.database import UtcDateTime

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_table(
        "notice_check",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("still_there", sa.Boolean(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=False),
        sa.Column("checked_by", sa.String(), nullable=False),
        sa.Column("recorded_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice_check")),
        sa.UniqueConstraint("reference", name=op.f("uq_notice_check_reference")),
    )
    op.create_table(
        "about_a_post",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("communication_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("case_reference", sa.String(), nullable=True),
        sa.Column("begun_by", sa.String(), nullable=False),
        sa.Column("begun_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["communication_id"],
            ["communication.id"],
            name=op.f("fk_about_a_post_communication_id_communication"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_about_a_post_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_about_a_post")),
        sa.UniqueConstraint("communication_id", name=op.f("uq_about_a_post_communication_id")),
    )
    with op.batch_alter_table("about_a_post") as batch_op:
        batch_op.create_index(
            batch_op.f("ix_about_a_post_case_reference"), ["case_reference"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_about_a_post_person_id"), ["person_id"], unique=False)

    op.create_table(
        "insert_plan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("communication_id", sa.Integer(), nullable=True),
        sa.Column("half_term", sa.Date(), nullable=False),
        sa.Column("planned_by", sa.String(), nullable=False),
        sa.Column("planned_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["communication_id"],
            ["communication.id"],
            name=op.f("fk_insert_plan_communication_id_communication"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_insert_plan")),
        sa.UniqueConstraint("reference", name=op.f("uq_insert_plan_reference")),
    )
    with op.batch_alter_table("insert_plan") as batch_op:
        batch_op.create_index("ix_insert_plan_half_term", ["half_term"], unique=False)

    with op.batch_alter_table("person") as batch_op:
        batch_op.add_column(sa.Column("own_envelope", sa.Boolean(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("person") as batch_op:
        batch_op.drop_column("own_envelope")

    with op.batch_alter_table("insert_plan") as batch_op:
        batch_op.drop_index("ix_insert_plan_half_term")

    op.drop_table("insert_plan")
    with op.batch_alter_table("about_a_post") as batch_op:
        batch_op.drop_index(batch_op.f("ix_about_a_post_person_id"))
        batch_op.drop_index(batch_op.f("ix_about_a_post_case_reference"))

    op.drop_table("about_a_post")
    op.drop_table("notice_check")
