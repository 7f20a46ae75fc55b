"""handling concerns"""

import sqlalchemy as sa
from alembic import op

from parentcomms.database import UtcDateTime

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "concern_alarm_test",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("week", sa.String(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("sent_at", UtcDateTime(), nullable=False),
        sa.Column("answered_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["staff_id"],
            ["staff_member.id"],
            name=op.f("fk_concern_alarm_test_staff_id_staff_member"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_concern_alarm_test")),
        sa.UniqueConstraint("reference", name=op.f("uq_concern_alarm_test_reference")),
        sa.UniqueConstraint("week", "staff_id", name=op.f("uq_concern_alarm_test_week_staff_id")),
    )
    op.create_table(
        "concern_cover",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column(
            "post",
            sa.Enum(
                "office",
                "dsl",
                "head",
                "line_manager",
                "chair",
                "vice_chair",
                "clerk",
                name="recipient",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("set_by", sa.String(), nullable=False),
        sa.Column("set_at", UtcDateTime(), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff_member.id"], name=op.f("fk_concern_cover_staff_id_staff_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_concern_cover")),
        sa.UniqueConstraint("reference", name=op.f("uq_concern_cover_reference")),
    )
    op.create_table(
        "concern_decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("concern_id", sa.Integer(), nullable=False),
        sa.Column(
            "question",
            sa.Enum(
                "orderly_running",
                "threat",
                "reputation",
                "anti_bullying",
                "dignity_at_work",
                "head_or_governors",
                "police",
                "county_data_team",
                "personal_data_breach",
                "legal_action",
                name="question",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "answer",
            sa.Enum("yes", "no", "not_yet", name="answer", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("words", sa.String(), nullable=True),
        sa.Column("number", sa.String(), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("decided_by", sa.String(), nullable=False),
        sa.Column("recorded_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["concern_id"], ["concern.id"], name=op.f("fk_concern_decision_concern_id_concern")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_concern_decision")),
        sa.UniqueConstraint("reference", name=op.f("uq_concern_decision_reference")),
    )
    with op.batch_alter_table("concern_decision", schema=None) as batch_op:
        batch_op.create_index("ix_concern_decision_concern_id", ["concern_id"], unique=False)

    op.create_table(
        "concern_draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("concern_id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("page", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("saved_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["concern_id"], ["concern.id"], name=op.f("fk_concern_draft_concern_id_concern")
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff_member.id"], name=op.f("fk_concern_draft_staff_id_staff_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_concern_draft")),
        sa.UniqueConstraint(
            "concern_id", "staff_id", "page", name=op.f("uq_concern_draft_concern_id_staff_id_page")
        ),
    )
    op.create_table(
        "concern_moved_stub",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("concern_id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("moved_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["concern_id"], ["concern.id"], name=op.f("fk_concern_moved_stub_concern_id_concern")
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"],
            ["staff_member.id"],
            name=op.f("fk_concern_moved_stub_staff_id_staff_member"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_concern_moved_stub")),
        sa.UniqueConstraint(
            "concern_id", "staff_id", name=op.f("uq_concern_moved_stub_concern_id_staff_id")
        ),
    )
    with op.batch_alter_table("concern_moved_stub", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_concern_moved_stub_staff_id"), ["staff_id"], unique=False
        )

    op.create_table(
        "concern_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("concern_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("written_by", sa.String(), nullable=False),
        sa.Column("written_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["concern_id"], ["concern.id"], name=op.f("fk_concern_note_concern_id_concern")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_concern_note")),
        sa.UniqueConstraint("reference", name=op.f("uq_concern_note_reference")),
    )
    with op.batch_alter_table("concern_note", schema=None) as batch_op:
        batch_op.create_index("ix_concern_note_concern_id", ["concern_id"], unique=False)

    op.create_table(
        "concern_presence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("concern_id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("seen_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["concern_id"], ["concern.id"], name=op.f("fk_concern_presence_concern_id_concern")
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"],
            ["staff_member.id"],
            name=op.f("fk_concern_presence_staff_id_staff_member"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_concern_presence")),
        sa.UniqueConstraint(
            "concern_id", "staff_id", name=op.f("uq_concern_presence_concern_id_staff_id")
        ),
    )
    op.create_table(
        "concern_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("concern_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "recorded",
                "acknowledged",
                "stage",
                "new_date",
                "outcome",
                "reopened",
                "safeguarding",
                "moved_back",
                "subject_told",
                "hold",
                "hold_lifted",
                "filed",
                name="stepkind",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column(
            "stage",
            sa.Enum(
                "received",
                "informal",
                "formal",
                "panel",
                "passed_on",
                "closed",
                name="stage",
                native_enum=False,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column(
            "outcome",
            sa.Enum(
                "upheld",
                "partly_upheld",
                "not_upheld",
                "withdrawn",
                "passed_on",
                "answered",
                name="outcome",
                native_enum=False,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column("words", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["concern_id"], ["concern.id"], name=op.f("fk_concern_step_concern_id_concern")
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff_member.id"], name=op.f("fk_concern_step_staff_id_staff_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_concern_step")),
        sa.UniqueConstraint("reference", name=op.f("uq_concern_step_reference")),
    )
    with op.batch_alter_table("concern_step", schema=None) as batch_op:
        batch_op.create_index("ix_concern_step_concern_id", ["concern_id"], unique=False)

    op.create_table(
        "concern_file_opening",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("attachment_id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("opened_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["attachment_id"],
            ["attachment.id"],
            name=op.f("fk_concern_file_opening_attachment_id_attachment"),
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"],
            ["staff_member.id"],
            name=op.f("fk_concern_file_opening_staff_id_staff_member"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_concern_file_opening")),
    )
    with op.batch_alter_table("concern_file_opening", schema=None) as batch_op:
        batch_op.create_index(
            "ix_concern_file_opening_attachment_id", ["attachment_id"], unique=False
        )

    with op.batch_alter_table("concern", schema=None) as batch_op:
        batch_op.create_index("ix_concern_open", ["closed_at", "received_at"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("concern", schema=None) as batch_op:
        batch_op.drop_index("ix_concern_open")

    with op.batch_alter_table("concern_file_opening", schema=None) as batch_op:
        batch_op.drop_index("ix_concern_file_opening_attachment_id")

    op.drop_table("concern_file_opening")
    with op.batch_alter_table("concern_step", schema=None) as batch_op:
        batch_op.drop_index("ix_concern_step_concern_id")

    op.drop_table("concern_step")
    op.drop_table("concern_presence")
    with op.batch_alter_table("concern_note", schema=None) as batch_op:
        batch_op.drop_index("ix_concern_note_concern_id")

    op.drop_table("concern_note")
    with op.batch_alter_table("concern_moved_stub", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_concern_moved_stub_staff_id"))

    op.drop_table("concern_moved_stub")
    op.drop_table("concern_draft")
    with op.batch_alter_table("concern_decision", schema=None) as batch_op:
        batch_op.drop_index("ix_concern_decision_concern_id")

    op.drop_table("concern_decision")
    op.drop_table("concern_cover")
    op.drop_table("concern_alarm_test")
