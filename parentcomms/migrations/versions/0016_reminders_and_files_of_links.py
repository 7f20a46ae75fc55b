"""reminders, and files of links for the school's own text service"""

import sqlalchemy as sa
from alembic import op

from parentcomms.database import UtcDateTime

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    op.create_table(
        "merge_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column(
            "whom",
            sa.Enum(
                "everyone", "not_told", "not_answered", name="whom", native_enum=False, length=40
            ),
            nullable=False,
        ),
        sa.Column("class_id", sa.Integer(), nullable=True),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("sent_by", sa.String(), nullable=True),
        sa.Column("sent_at", UtcDateTime(), nullable=True),
        sa.Column("discarded_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["class_id"], ["school_class.id"], name=op.f("fk_merge_file_class_id_school_class")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_merge_file")),
        sa.UniqueConstraint("reference", name=op.f("uq_merge_file_reference")),
    )
    op.create_table(
        "merge_file_adult",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("merge_file_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["merge_file_id"],
            ["merge_file.id"],
            name=op.f("fk_merge_file_adult_merge_file_id_merge_file"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_merge_file_adult_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_merge_file_adult")),
        sa.UniqueConstraint(
            "merge_file_id", "person_id", name=op.f("uq_merge_file_adult_merge_file_id_person_id")
        ),
    )
    with op.batch_alter_table("merge_file_adult", schema=None) as batch_op:
        batch_op.create_index("ix_merge_file_adult_person_id", ["person_id"], unique=False)

    op.create_table(
        "reminder",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("mail_id", sa.Integer(), nullable=False),
        sa.Column("by_hand", sa.Boolean(), nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["mail_id"], ["outgoing_mail.id"], name=op.f("fk_reminder_mail_id_outgoing_mail")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_reminder_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["communication_version.id"],
            name=op.f("fk_reminder_version_id_communication_version"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminder")),
    )
    with op.batch_alter_table("reminder", schema=None) as batch_op:
        batch_op.create_index("ix_reminder_mail_id", ["mail_id"], unique=False)
        batch_op.create_index("ix_reminder_person_id", ["person_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("reminder", schema=None) as batch_op:
        batch_op.drop_index("ix_reminder_person_id")
        batch_op.drop_index("ix_reminder_mail_id")

    op.drop_table("reminder")
    with op.batch_alter_table("merge_file_adult", schema=None) as batch_op:
        batch_op.drop_index("ix_merge_file_adult_person_id")

    op.drop_table("merge_file_adult")
    op.drop_table("merge_file")
