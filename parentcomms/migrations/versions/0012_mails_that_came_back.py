"""mails that came back, addresses that are written to no more, newsletters that were left"""

import sqlalchemy as sa
from alembic import op

from parentcomms.database import UtcDateTime

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.create_table(
        "mailbox_place",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("mailbox", sa.String(), nullable=False),
        sa.Column("uid_validity", sa.BigInteger(), nullable=False),
        sa.Column("last_uid", sa.BigInteger(), nullable=False),
        sa.Column("read_at", UtcDateTime(), nullable=False),
        sa.Column("problem", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mailbox_place")),
        sa.UniqueConstraint("mailbox", name=op.f("uq_mailbox_place_mailbox")),
    )
    op.create_table(
        "bounce",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("mail_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("dead", "strike", "blocked", name="bouncekind", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column(
            "route",
            sa.Enum(
                "at_once", "mailbox", "uploaded", name="bounceroute", native_enum=False, length=40
            ),
            nullable=False,
        ),
        sa.Column("noted_by", sa.String(), nullable=False),
        sa.Column("noted_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["mail_id"], ["outgoing_mail.id"], name=op.f("fk_bounce_mail_id_outgoing_mail")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bounce")),
        sa.UniqueConstraint("mail_id", name=op.f("uq_bounce_mail_id")),
    )
    op.create_table(
        "list_left",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("mail_id", sa.Integer(), nullable=False),
        sa.Column("left_by", sa.String(), nullable=False),
        sa.Column("left_at", UtcDateTime(), nullable=False),
        sa.Column("back_by", sa.String(), nullable=True),
        sa.Column("back_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["mail_id"], ["outgoing_mail.id"], name=op.f("fk_list_left_mail_id_outgoing_mail")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_list_left")),
    )
    with op.batch_alter_table("list_left", schema=None) as batch_op:
        batch_op.create_index(
            "ix_list_left_in_force",
            ["mail_id"],
            unique=True,
            sqlite_where=sa.text("back_at IS NULL"),
            postgresql_where=sa.text("back_at IS NULL"),
        )

    op.create_table(
        "suppression",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column(
            "reason",
            sa.Enum(
                "dead",
                "three_strikes",
                "wrong_person",
                name="suppressionreason",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("mail_id", sa.Integer(), nullable=True),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("ended_by", sa.String(), nullable=True),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["mail_id"], ["outgoing_mail.id"], name=op.f("fk_suppression_mail_id_outgoing_mail")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_suppression")),
        sa.UniqueConstraint("reference", name=op.f("uq_suppression_reference")),
    )
    with op.batch_alter_table("suppression", schema=None) as batch_op:
        batch_op.create_index(
            "ix_suppression_in_force",
            ["address", "reason"],
            unique=True,
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        )


def downgrade() -> None:
    with op.batch_alter_table("suppression", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_suppression_in_force",
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        )

    op.drop_table("suppression")
    with op.batch_alter_table("list_left", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_list_left_in_force",
            sqlite_where=sa.text("back_at IS NULL"),
            postgresql_where=sa.text("back_at IS NULL"),
        )

    op.drop_table("list_left")
    op.drop_table("bounce")
    op.drop_table("mailbox_place")
