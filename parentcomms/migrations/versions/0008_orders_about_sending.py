"""orders about sending and what mails left in"""

import sqlalchemy as sa
from alembic import op

from parentcomms.database import UtcDateTime

WAITING = sa.text("state IN ('queued', 'claimed', 'handing_over', 'uncertain')")

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.create_table(
        "mail_frame",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("html", sa.String(), nullable=False),
        sa.Column("sender", sa.String(), nullable=False),
        sa.Column("reply_to", sa.String(), nullable=False),
        sa.Column("public_url", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mail_frame")),
        sa.UniqueConstraint("sha256", name=op.f("uq_mail_frame_sha256")),
    )
    op.create_table(
        "sender_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("slow_down", "not_reached", name="notekind", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("reply", sa.String(), nullable=False),
        sa.Column("noted_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sender_note")),
    )
    with op.batch_alter_table("sender_note", schema=None) as batch_op:
        batch_op.create_index("ix_sender_note_noted_at", ["noted_at"], unique=False)

    op.create_table(
        "sending_order",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign", sa.String(), nullable=True),
        sa.Column(
            "act",
            sa.Enum("pause", "resume", "stop", name="order", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("ordered_by", sa.String(), nullable=False),
        sa.Column("ordered_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sending_order")),
    )
    with op.batch_alter_table("sending_order", schema=None) as batch_op:
        batch_op.create_index("ix_sending_order_campaign", ["campaign"], unique=False)

    op.create_table(
        "sending_run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("communication_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("first_delivery_id", sa.Integer(), nullable=False),
        sa.Column("last_delivery_id", sa.Integer(), nullable=False),
        sa.Column("deliveries", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["communication_id"],
            ["communication.id"],
            name=op.f("fk_sending_run_communication_id_communication"),
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["communication_version.id"],
            name=op.f("fk_sending_run_version_id_communication_version"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sending_run")),
    )
    with op.batch_alter_table("sending_run", schema=None) as batch_op:
        batch_op.create_index("ix_sending_run_communication_id", ["communication_id"], unique=False)

    op.create_table(
        "uncertain_decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("mail_id", sa.Integer(), nullable=False),
        sa.Column(
            "decision",
            sa.Enum("send_again", "take_as_sent", name="decision", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("decided_by", sa.String(), nullable=False),
        sa.Column("decided_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["mail_id"],
            ["outgoing_mail.id"],
            name=op.f("fk_uncertain_decision_mail_id_outgoing_mail"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_uncertain_decision")),
    )
    with op.batch_alter_table("uncertain_decision", schema=None) as batch_op:
        batch_op.create_index("ix_uncertain_decision_mail_id", ["mail_id"], unique=False)

    with op.batch_alter_table("mail_content", schema=None) as batch_op:
        batch_op.add_column(sa.Column("campaign", sa.String(), nullable=True))
        batch_op.create_index("ix_mail_content_campaign", ["campaign"], unique=False)

    with op.batch_alter_table("outgoing_mail", schema=None) as batch_op:
        batch_op.add_column(sa.Column("frame_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("claimed_by", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("tried_at", UtcDateTime(), nullable=True))
        batch_op.add_column(sa.Column("fingerprint", sa.String(), nullable=True))
        batch_op.drop_constraint(batch_op.f("uq_outgoing_mail_message_id"), type_="unique")
        batch_op.create_index("ix_outgoing_mail_tried_at", ["tried_at"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_outgoing_mail_frame_id_mail_frame"), "mail_frame", ["frame_id"], ["id"]
        )
        batch_op.drop_column("message_id")
        batch_op.drop_index("ix_outgoing_mail_waiting")
    # Only what waits: of the mails of years, a handful.
    op.create_index(
        "ix_outgoing_mail_waiting",
        "outgoing_mail",
        ["state", "lane", "next_try_at"],
        sqlite_where=WAITING,
        postgresql_where=WAITING,
    )


def downgrade() -> None:
    op.drop_index("ix_outgoing_mail_waiting", table_name="outgoing_mail")
    with op.batch_alter_table("outgoing_mail", schema=None) as batch_op:
        batch_op.add_column(sa.Column("message_id", sa.VARCHAR(), nullable=True))
        batch_op.drop_constraint(
            batch_op.f("fk_outgoing_mail_frame_id_mail_frame"), type_="foreignkey"
        )
        batch_op.drop_index("ix_outgoing_mail_tried_at")
        batch_op.create_unique_constraint(batch_op.f("uq_outgoing_mail_message_id"), ["message_id"])
        batch_op.drop_column("fingerprint")
        batch_op.drop_column("tried_at")
        batch_op.drop_column("claimed_by")
        batch_op.drop_column("frame_id")
        batch_op.create_index("ix_outgoing_mail_waiting", ["state", "lane", "next_try_at"])

    with op.batch_alter_table("mail_content", schema=None) as batch_op:
        batch_op.drop_index("ix_mail_content_campaign")
        batch_op.drop_column("campaign")

    with op.batch_alter_table("uncertain_decision", schema=None) as batch_op:
        batch_op.drop_index("ix_uncertain_decision_mail_id")

    op.drop_table("uncertain_decision")
    with op.batch_alter_table("sending_run", schema=None) as batch_op:
        batch_op.drop_index("ix_sending_run_communication_id")

    op.drop_table("sending_run")
    with op.batch_alter_table("sending_order", schema=None) as batch_op:
        batch_op.drop_index("ix_sending_order_campaign")

    op.drop_table("sending_order")
    with op.batch_alter_table("sender_note", schema=None) as batch_op:
        batch_op.drop_index("ix_sender_note_noted_at")

    op.drop_table("sender_note")
    op.drop_table("mail_frame")
