"""messages with senders and their own page"""

import sqlalchemy as sa
from alembic import op

from parentcomms.database import UtcDateTime

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "concern_message",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("concern_id", sa.Integer(), nullable=False),
        sa.Column("from_sender", sa.Boolean(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("written_by", sa.String(), nullable=False),
        sa.Column("written_at", UtcDateTime(), nullable=False),
        sa.Column("seen_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["concern_id"], ["concern.id"], name=op.f("fk_concern_message_concern_id_concern")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_concern_message")),
        sa.UniqueConstraint("reference", name=op.f("uq_concern_message_reference")),
    )
    with op.batch_alter_table("concern_message") as batch_op:
        batch_op.create_index("ix_concern_message_concern_id", ["concern_id"], unique=False)

    op.create_table(
        "tracker_code",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("concern_id", sa.Integer(), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.Column("used_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["concern_id"], ["concern.id"], name=op.f("fk_tracker_code_concern_id_concern")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tracker_code")),
        sa.UniqueConstraint("reference", name=op.f("uq_tracker_code_reference")),
    )
    with op.batch_alter_table("tracker_code") as batch_op:
        batch_op.create_index("ix_tracker_code_concern_id", ["concern_id"], unique=False)

    op.create_table(
        "tracker_visit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("concern_id", sa.Integer(), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["concern_id"], ["concern.id"], name=op.f("fk_tracker_visit_concern_id_concern")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tracker_visit")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_tracker_visit_token_hash")),
    )
    with op.batch_alter_table("attachment") as batch_op:
        batch_op.add_column(sa.Column("message_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_attachment_message_id_concern_message"),
            "concern_message",
            ["message_id"],
            ["id"],
        )

    with op.batch_alter_table("concern") as batch_op:
        batch_op.add_column(sa.Column("post_where", sa.String(), nullable=True))
        batch_op.add_column(
            sa.Column(
                "post_audience",
                sa.Enum(
                    "everybody",
                    "closed_group",
                    "private",
                    "not_known",
                    name="postaudience",
                    native_enum=False,
                    length=40,
                ),
                nullable=True,
            )
        )
        batch_op.add_column(sa.Column("post_reached", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("post_link", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("wanted", sa.String(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("concern") as batch_op:
        batch_op.drop_column("wanted")
        batch_op.drop_column("post_link")
        batch_op.drop_column("post_reached")
        batch_op.drop_column("post_audience")
        batch_op.drop_column("post_where")

    with op.batch_alter_table("attachment") as batch_op:
        batch_op.drop_constraint(
            batch_op.f("fk_attachment_message_id_concern_message"), type_="foreignkey"
        )
        batch_op.drop_column("message_id")

    op.drop_table("tracker_visit")
    with op.batch_alter_table("tracker_code") as batch_op:
        batch_op.drop_index("ix_tracker_code_concern_id")

    op.drop_table("tracker_code")
    with op.batch_alter_table("concern_message") as batch_op:
        batch_op.drop_index("ix_concern_message_concern_id")

    op.drop_table("concern_message")
