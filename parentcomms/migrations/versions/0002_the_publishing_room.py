"""the publishing room"""

import sqlalchemy as sa
from alembic import op

from parentcomms.database import UtcDateTime

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "answers_export",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("said", sa.JSON(), nullable=False),
        sa.Column("only_changes", sa.Boolean(), nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answers_export")),
        sa.UniqueConstraint("reference", name=op.f("uq_answers_export_reference")),
    )
    op.create_table(
        "pupil_group",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("club", "trip", "list", name="groupkind", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pupil_group")),
        sa.UniqueConstraint("reference", name=op.f("uq_pupil_group_reference")),
    )
    op.create_table(
        "scan_batch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("uploaded_by", sa.String(), nullable=False),
        sa.Column("uploaded_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scan_batch")),
        sa.UniqueConstraint("reference", name=op.f("uq_scan_batch_reference")),
        sa.UniqueConstraint("sha256", name=op.f("uq_scan_batch_sha256")),
    )
    op.create_table(
        "authorisation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("where_shared", sa.String(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("pictures_of_pupils", sa.Boolean(), nullable=False),
        sa.Column("content_hash", sa.String(), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.Column("withdrawn_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["asked_by_id"],
            ["staff_member.id"],
            name=op.f("fk_authorisation_asked_by_id_staff_member"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_authorisation")),
        sa.UniqueConstraint("reference", name=op.f("uq_authorisation_reference")),
    )
    op.create_table(
        "cannot_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pupil_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.Column("recorded_at", UtcDateTime(), nullable=False),
        sa.Column("lifted_by", sa.String(), nullable=True),
        sa.Column("lifted_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["pupil_id"], ["pupil.id"], name=op.f("fk_cannot_answer_pupil_id_pupil")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cannot_answer")),
    )
    with op.batch_alter_table("cannot_answer", schema=None) as batch_op:
        batch_op.create_index("ix_cannot_answer_pupil_id", ["pupil_id"], unique=False)

    op.create_table(
        "group_member",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("pupil_id", sa.Integer(), nullable=False),
        sa.Column("added_at", UtcDateTime(), nullable=False),
        sa.Column("removed_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["group_id"], ["pupil_group.id"], name=op.f("fk_group_member_group_id_pupil_group")
        ),
        sa.ForeignKeyConstraint(
            ["pupil_id"], ["pupil.id"], name=op.f("fk_group_member_pupil_id_pupil")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_member")),
    )
    with op.batch_alter_table("group_member", schema=None) as batch_op:
        batch_op.create_index("ix_group_member_group_id", ["group_id"], unique=False)
        batch_op.create_index("ix_group_member_pupil_id", ["pupil_id"], unique=False)

    op.create_table(
        "in_charge",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("class_id", sa.Integer(), nullable=True),
        sa.Column("group_id", sa.Integer(), nullable=True),
        sa.Column("given_by", sa.String(), nullable=False),
        sa.Column("given_at", UtcDateTime(), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["class_id"], ["school_class.id"], name=op.f("fk_in_charge_class_id_school_class")
        ),
        sa.ForeignKeyConstraint(
            ["group_id"], ["pupil_group.id"], name=op.f("fk_in_charge_group_id_pupil_group")
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff_member.id"], name=op.f("fk_in_charge_staff_id_staff_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_in_charge")),
    )
    with op.batch_alter_table("in_charge", schema=None) as batch_op:
        batch_op.create_index("ix_in_charge_staff_id", ["staff_id"], unique=False)

    op.create_table(
        "occasion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("use_id", sa.Integer(), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("where_shown", sa.String(), nullable=False),
        sa.Column("happens_on", sa.Date(), nullable=False),
        sa.Column("answer_by", sa.Date(), nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("asked_at", UtcDateTime(), nullable=True),
        sa.Column("reminded_at", UtcDateTime(), nullable=True),
        sa.Column("cancelled_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["use_id"], ["photo_use.id"], name=op.f("fk_occasion_use_id_photo_use")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_occasion")),
        sa.UniqueConstraint("reference", name=op.f("uq_occasion_reference")),
        sa.UniqueConstraint("use_id", name=op.f("uq_occasion_use_id")),
    )
    op.create_table(
        "post",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("channel_id", sa.Integer(), nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("withdrawn_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["channel_id"], ["channel.id"], name=op.f("fk_post_channel_id_channel")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_post")),
        sa.UniqueConstraint("reference", name=op.f("uq_post_reference")),
    )
    op.create_table(
        "printed_list",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("code_hash", sa.String(), nullable=False),
        sa.Column("class_id", sa.Integer(), nullable=True),
        sa.Column("group_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("said", sa.JSON(), nullable=False),
        sa.Column("printed_by", sa.String(), nullable=False),
        sa.Column("printed_at", UtcDateTime(), nullable=False),
        sa.Column("told_on", sa.Date(), nullable=True),
        sa.Column("thrown_away_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["class_id"], ["school_class.id"], name=op.f("fk_printed_list_class_id_school_class")
        ),
        sa.ForeignKeyConstraint(
            ["group_id"], ["pupil_group.id"], name=op.f("fk_printed_list_group_id_pupil_group")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_printed_list")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_printed_list_code_hash")),
        sa.UniqueConstraint("reference", name=op.f("uq_printed_list_reference")),
    )
    with op.batch_alter_table("printed_list", schema=None) as batch_op:
        batch_op.create_index("ix_printed_list_printed_by", ["printed_by"], unique=False)

    op.create_table(
        "standing_approval",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("channel_id", sa.Integer(), nullable=False),
        sa.Column("kind_of_post", sa.String(), nullable=False),
        sa.Column("staff_references", sa.JSON(), nullable=False),
        sa.Column("points", sa.JSON(), nullable=False),
        sa.Column("given_by_id", sa.Integer(), nullable=False),
        sa.Column("given_at", UtcDateTime(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["channel_id"], ["channel.id"], name=op.f("fk_standing_approval_channel_id_channel")
        ),
        sa.ForeignKeyConstraint(
            ["given_by_id"],
            ["staff_member.id"],
            name=op.f("fk_standing_approval_given_by_id_staff_member"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_standing_approval")),
        sa.UniqueConstraint("reference", name=op.f("uq_standing_approval_reference")),
    )
    with op.batch_alter_table("standing_approval", schema=None) as batch_op:
        batch_op.create_index("ix_standing_approval_channel_id", ["channel_id"], unique=False)

    op.create_table(
        "excused_adult",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("relationship_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("excused_by", sa.String(), nullable=False),
        sa.Column("excused_at", UtcDateTime(), nullable=False),
        sa.Column("lifted_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["relationship_id"],
            ["relationship.id"],
            name=op.f("fk_excused_adult_relationship_id_relationship"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_excused_adult")),
    )
    with op.batch_alter_table("excused_adult", schema=None) as batch_op:
        batch_op.create_index("ix_excused_adult_relationship_id", ["relationship_id"], unique=False)

    op.create_table(
        "occasion_child",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("occasion_id", sa.Integer(), nullable=False),
        sa.Column("pupil_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["occasion_id"], ["occasion.id"], name=op.f("fk_occasion_child_occasion_id_occasion")
        ),
        sa.ForeignKeyConstraint(
            ["pupil_id"], ["pupil.id"], name=op.f("fk_occasion_child_pupil_id_pupil")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_occasion_child")),
        sa.UniqueConstraint(
            "occasion_id", "pupil_id", name=op.f("uq_occasion_child_occasion_id_pupil_id")
        ),
    )
    with op.batch_alter_table("occasion_child", schema=None) as batch_op:
        batch_op.create_index("ix_occasion_child_pupil_id", ["pupil_id"], unique=False)

    op.create_table(
        "scanned_form",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("stored_name", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=True),
        sa.Column("relationship_id", sa.Integer(), nullable=True),
        sa.Column("attached_by", sa.String(), nullable=True),
        sa.Column("attached_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["scan_batch.id"], name=op.f("fk_scanned_form_batch_id_scan_batch")
        ),
        sa.ForeignKeyConstraint(
            ["relationship_id"],
            ["relationship.id"],
            name=op.f("fk_scanned_form_relationship_id_relationship"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scanned_form")),
        sa.UniqueConstraint("batch_id", "page", name=op.f("uq_scanned_form_batch_id_page")),
        sa.UniqueConstraint("reference", name=op.f("uq_scanned_form_reference")),
    )
    with op.batch_alter_table("scanned_form", schema=None) as batch_op:
        batch_op.create_index("ix_scanned_form_relationship_id", ["relationship_id"], unique=False)

    op.create_table(
        "post_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("kind_of_post", sa.String(), nullable=False),
        sa.Column("check_id", sa.Integer(), nullable=True),
        sa.Column("content_hash", sa.String(), nullable=False),
        sa.Column("written_by", sa.String(), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["check_id"], ["post_check.id"], name=op.f("fk_post_version_check_id_post_check")
        ),
        sa.ForeignKeyConstraint(
            ["post_id"], ["post.id"], name=op.f("fk_post_version_post_id_post")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_post_version")),
        sa.UniqueConstraint("post_id", "number", name=op.f("uq_post_version_post_id_number")),
    )
    op.create_table(
        "post_picture",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("stored_name", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("description", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["post_version.id"],
            name=op.f("fk_post_picture_version_id_post_version"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_post_picture")),
        sa.UniqueConstraint("reference", name=op.f("uq_post_picture_reference")),
    )
    with op.batch_alter_table("post_picture", schema=None) as batch_op:
        batch_op.create_index("ix_post_picture_version_id", ["version_id"], unique=False)

    op.create_table(
        "publication",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("channel_id", sa.Integer(), nullable=True),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=True),
        sa.Column("use_keys", sa.JSON(), nullable=False),
        sa.Column("printed", sa.Boolean(), nullable=False),
        sa.Column("published_on", sa.Date(), nullable=False),
        sa.Column("check_id", sa.Integer(), nullable=True),
        sa.Column("version_id", sa.Integer(), nullable=True),
        sa.Column("before_go_live", sa.Boolean(), nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.Column("recorded_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["channel_id"], ["channel.id"], name=op.f("fk_publication_channel_id_channel")
        ),
        sa.ForeignKeyConstraint(
            ["check_id"], ["post_check.id"], name=op.f("fk_publication_check_id_post_check")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"], ["post_version.id"], name=op.f("fk_publication_version_id_post_version")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publication")),
        sa.UniqueConstraint("reference", name=op.f("uq_publication_reference")),
    )
    with op.batch_alter_table("publication", schema=None) as batch_op:
        batch_op.create_index("ix_publication_channel_id", ["channel_id"], unique=False)
        batch_op.create_index("ix_publication_published_on", ["published_on"], unique=False)

    op.create_table(
        "publication_child",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("publication_id", sa.Integer(), nullable=False),
        sa.Column("pupil_id", sa.Integer(), nullable=False),
        sa.Column("recognisable", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["publication_id"],
            ["publication.id"],
            name=op.f("fk_publication_child_publication_id_publication"),
        ),
        sa.ForeignKeyConstraint(
            ["pupil_id"], ["pupil.id"], name=op.f("fk_publication_child_pupil_id_pupil")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publication_child")),
        sa.UniqueConstraint(
            "publication_id", "pupil_id", name=op.f("uq_publication_child_publication_id_pupil_id")
        ),
    )
    with op.batch_alter_table("publication_child", schema=None) as batch_op:
        batch_op.create_index("ix_publication_child_pupil_id", ["pupil_id"], unique=False)

    op.create_table(
        "publication_review",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("publication_id", sa.Integer(), nullable=False),
        sa.Column("reviewed_by", sa.String(), nullable=False),
        sa.Column("reviewed_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["publication_id"],
            ["publication.id"],
            name=op.f("fk_publication_review_publication_id_publication"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publication_review")),
    )
    with op.batch_alter_table("publication_review", schema=None) as batch_op:
        batch_op.create_index(
            "ix_publication_review_publication_id", ["publication_id"], unique=False
        )

    op.create_table(
        "publishing_incident",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("publication_id", sa.Integer(), nullable=False),
        sa.Column("opened_by", sa.String(), nullable=False),
        sa.Column("opened_at", UtcDateTime(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=True),
        sa.Column("dpo_told_at", UtcDateTime(), nullable=True),
        sa.Column("closed_by", sa.String(), nullable=True),
        sa.Column("closed_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["publication_id"],
            ["publication.id"],
            name=op.f("fk_publishing_incident_publication_id_publication"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publishing_incident")),
        sa.UniqueConstraint("publication_id", name=op.f("uq_publishing_incident_publication_id")),
        sa.UniqueConstraint("reference", name=op.f("uq_publishing_incident_reference")),
    )
    op.create_table(
        "removal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("publication_id", sa.Integer(), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.Column("recorded_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["publication_id"],
            ["publication.id"],
            name=op.f("fk_removal_publication_id_publication"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_removal")),
    )
    with op.batch_alter_table("removal", schema=None) as batch_op:
        batch_op.create_index("ix_removal_publication_id", ["publication_id"], unique=False)

    op.create_table(
        "takedown_owner",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("publication_id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("given_by", sa.String(), nullable=False),
        sa.Column("given_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["publication_id"],
            ["publication.id"],
            name=op.f("fk_takedown_owner_publication_id_publication"),
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff_member.id"], name=op.f("fk_takedown_owner_staff_id_staff_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_takedown_owner")),
    )
    with op.batch_alter_table("takedown_owner", schema=None) as batch_op:
        batch_op.create_index("ix_takedown_owner_publication_id", ["publication_id"], unique=False)

    with op.batch_alter_table("channel", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "approval",
                sa.Enum("each_post", "standing", name="postapproval", native_enum=False, length=40),
                nullable=False,
                server_default="each_post",
            )
        )
        batch_op.add_column(
            sa.Column("for_parents", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        batch_op.add_column(sa.Column("minute_reference", sa.String(), nullable=True))

    with op.batch_alter_table("photo_use", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("occasional", sa.Boolean(), nullable=False, server_default=sa.false())
        )

    with op.batch_alter_table("post_check", schema=None) as batch_op:
        batch_op.add_column(sa.Column("occasion_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_post_check_occasion_id_occasion"), "occasion", ["occasion_id"], ["id"]
        )

    with op.batch_alter_table("post_check_pupil", schema=None) as batch_op:
        batch_op.add_column(sa.Column("not_today", sa.Boolean(), nullable=True))

    with op.batch_alter_table("use_version", schema=None) as batch_op:
        batch_op.add_column(sa.Column("ask_again_in", sa.String(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("use_version", schema=None) as batch_op:
        batch_op.drop_column("ask_again_in")

    with op.batch_alter_table("post_check_pupil", schema=None) as batch_op:
        batch_op.drop_column("not_today")

    with op.batch_alter_table("post_check", schema=None) as batch_op:
        batch_op.drop_constraint(
            batch_op.f("fk_post_check_occasion_id_occasion"), type_="foreignkey"
        )
        batch_op.drop_column("occasion_id")

    with op.batch_alter_table("photo_use", schema=None) as batch_op:
        batch_op.drop_column("occasional")

    with op.batch_alter_table("channel", schema=None) as batch_op:
        batch_op.drop_column("minute_reference")
        batch_op.drop_column("for_parents")
        batch_op.drop_column("approval")

    with op.batch_alter_table("takedown_owner", schema=None) as batch_op:
        batch_op.drop_index("ix_takedown_owner_publication_id")

    op.drop_table("takedown_owner")
    with op.batch_alter_table("removal", schema=None) as batch_op:
        batch_op.drop_index("ix_removal_publication_id")

    op.drop_table("removal")
    op.drop_table("publishing_incident")
    with op.batch_alter_table("publication_review", schema=None) as batch_op:
        batch_op.drop_index("ix_publication_review_publication_id")

    op.drop_table("publication_review")
    with op.batch_alter_table("publication_child", schema=None) as batch_op:
        batch_op.drop_index("ix_publication_child_pupil_id")

    op.drop_table("publication_child")
    with op.batch_alter_table("publication", schema=None) as batch_op:
        batch_op.drop_index("ix_publication_published_on")
        batch_op.drop_index("ix_publication_channel_id")

    op.drop_table("publication")
    with op.batch_alter_table("post_picture", schema=None) as batch_op:
        batch_op.drop_index("ix_post_picture_version_id")

    op.drop_table("post_picture")
    op.drop_table("post_version")
    with op.batch_alter_table("scanned_form", schema=None) as batch_op:
        batch_op.drop_index("ix_scanned_form_relationship_id")

    op.drop_table("scanned_form")
    with op.batch_alter_table("occasion_child", schema=None) as batch_op:
        batch_op.drop_index("ix_occasion_child_pupil_id")

    op.drop_table("occasion_child")
    with op.batch_alter_table("excused_adult", schema=None) as batch_op:
        batch_op.drop_index("ix_excused_adult_relationship_id")

    op.drop_table("excused_adult")
    with op.batch_alter_table("standing_approval", schema=None) as batch_op:
        batch_op.drop_index("ix_standing_approval_channel_id")

    op.drop_table("standing_approval")
    with op.batch_alter_table("printed_list", schema=None) as batch_op:
        batch_op.drop_index("ix_printed_list_printed_by")

    op.drop_table("printed_list")
    op.drop_table("post")
    op.drop_table("occasion")
    with op.batch_alter_table("in_charge", schema=None) as batch_op:
        batch_op.drop_index("ix_in_charge_staff_id")

    op.drop_table("in_charge")
    with op.batch_alter_table("group_member", schema=None) as batch_op:
        batch_op.drop_index("ix_group_member_pupil_id")
        batch_op.drop_index("ix_group_member_group_id")

    op.drop_table("group_member")
    with op.batch_alter_table("cannot_answer", schema=None) as batch_op:
        batch_op.drop_index("ix_cannot_answer_pupil_id")

    op.drop_table("cannot_answer")
    op.drop_table("authorisation")
    op.drop_table("scan_batch")
    op.drop_table("pupil_group")
    op.drop_table("answers_export")
