"""newsletters, their files, audiences and times"""

import sqlalchemy as sa
from alembic import op

from parentcomms.database import UtcDateTime

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.create_table(
        "saved_audience",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("rule", sa.JSON(), nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_audience")),
        sa.UniqueConstraint("reference", name=op.f("uq_saved_audience_reference")),
    )
    op.create_table(
        "newsletter_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("communication_id", sa.Integer(), nullable=False),
        sa.Column("stored_name", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("kept_by", sa.String(), nullable=False),
        sa.Column("kept_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["communication_id"],
            ["communication.id"],
            name=op.f("fk_newsletter_file_communication_id_communication"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_newsletter_file")),
        sa.UniqueConstraint("reference", name=op.f("uq_newsletter_file_reference")),
    )
    with op.batch_alter_table("newsletter_file", schema=None) as batch_op:
        batch_op.create_index(
            "ix_newsletter_file_communication_id", ["communication_id"], unique=False
        )

    op.create_table(
        "scheduled_sending",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("send_at", UtcDateTime(), nullable=False),
        sa.Column("scheduled_by_id", sa.Integer(), nullable=False),
        sa.Column("scheduled_at", UtcDateTime(), nullable=False),
        sa.Column("cancelled_at", UtcDateTime(), nullable=True),
        sa.Column("refused_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["scheduled_by_id"],
            ["staff_member.id"],
            name=op.f("fk_scheduled_sending_scheduled_by_id_staff_member"),
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["communication_version.id"],
            name=op.f("fk_scheduled_sending_version_id_communication_version"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scheduled_sending")),
    )
    with op.batch_alter_table("scheduled_sending", schema=None) as batch_op:
        batch_op.create_index("ix_scheduled_sending_version_id", ["version_id"], unique=False)

    with op.batch_alter_table("mail_content", schema=None) as batch_op:
        batch_op.add_column(sa.Column("list_mail", sa.Boolean(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("mail_content", schema=None) as batch_op:
        batch_op.drop_column("list_mail")

    with op.batch_alter_table("scheduled_sending", schema=None) as batch_op:
        batch_op.drop_index("ix_scheduled_sending_version_id")

    op.drop_table("scheduled_sending")
    with op.batch_alter_table("newsletter_file", schema=None) as batch_op:
        batch_op.drop_index("ix_newsletter_file_communication_id")

    op.drop_table("newsletter_file")
    op.drop_table("saved_audience")
