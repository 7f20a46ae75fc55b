"""sign-on, second step, day passes and requests for links"""

import sqlalchemy as sa
from alembic import op

from parentcomms.database import UtcDateTime

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    op.create_table(
        "day_pass",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("code_hash", sa.String(), nullable=False),
        sa.Column("holder", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.Column("ended_by", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_day_pass")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_day_pass_code_hash")),
        sa.UniqueConstraint("reference", name=op.f("uq_day_pass_reference")),
    )
    op.create_table(
        "link_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("staff", "family", name="signinkind", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("address", sa.String(), nullable=True),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.Column("done_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_link_request")),
    )
    op.create_table(
        "used_challenge",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("challenge_hash", sa.String(), nullable=False),
        sa.Column("used_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_used_challenge")),
        sa.UniqueConstraint("challenge_hash", name=op.f("uq_used_challenge_challenge_hash")),
    )
    op.create_table(
        "used_sign_on",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("nonce_hash", sa.String(), nullable=False),
        sa.Column("used_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_used_sign_on")),
        sa.UniqueConstraint("nonce_hash", name=op.f("uq_used_sign_on_nonce_hash")),
    )
    op.create_table(
        "code_maker",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("sealed_secret", sa.String(), nullable=False),
        sa.Column("last_step", sa.Integer(), nullable=False),
        sa.Column("added_at", UtcDateTime(), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff_member.id"], name=op.f("fk_code_maker_staff_id_staff_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_code_maker")),
    )
    with op.batch_alter_table("code_maker", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_code_maker_staff_id"), ["staff_id"], unique=False)

    op.create_table(
        "day_pass_class",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("day_pass_id", sa.Integer(), nullable=False),
        sa.Column("class_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["class_id"], ["school_class.id"], name=op.f("fk_day_pass_class_class_id_school_class")
        ),
        sa.ForeignKeyConstraint(
            ["day_pass_id"], ["day_pass.id"], name=op.f("fk_day_pass_class_day_pass_id_day_pass")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_day_pass_class")),
        sa.UniqueConstraint(
            "day_pass_id", "class_id", name=op.f("uq_day_pass_class_day_pass_id_class_id")
        ),
    )
    op.create_table(
        "day_pass_sign_in",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("day_pass_id", sa.Integer(), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["day_pass_id"], ["day_pass.id"], name=op.f("fk_day_pass_sign_in_day_pass_id_day_pass")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_day_pass_sign_in")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_day_pass_sign_in_token_hash")),
    )
    with op.batch_alter_table("day_pass_sign_in", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_day_pass_sign_in_day_pass_id"), ["day_pass_id"], unique=False
        )

    op.create_table(
        "outside_identity",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("issuer", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("linked_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["staff_id"],
            ["staff_member.id"],
            name=op.f("fk_outside_identity_staff_id_staff_member"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outside_identity")),
        sa.UniqueConstraint("issuer", "subject", name=op.f("uq_outside_identity_issuer_subject")),
    )
    with op.batch_alter_table("outside_identity", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_outside_identity_staff_id"), ["staff_id"], unique=False
        )

    op.create_table(
        "passkey",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("credential_id", sa.String(), nullable=False),
        sa.Column("public_key", sa.String(), nullable=False),
        sa.Column("sign_count", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("added_at", UtcDateTime(), nullable=False),
        sa.Column("last_used_at", UtcDateTime(), nullable=True),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff_member.id"], name=op.f("fk_passkey_staff_id_staff_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passkey")),
        sa.UniqueConstraint("credential_id", name=op.f("uq_passkey_credential_id")),
        sa.UniqueConstraint("reference", name=op.f("uq_passkey_reference")),
    )
    with op.batch_alter_table("passkey", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_passkey_staff_id"), ["staff_id"], unique=False)

    op.create_table(
        "recovery_code",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("code_hash", sa.String(), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("used_at", UtcDateTime(), nullable=True),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff_member.id"], name=op.f("fk_recovery_code_staff_id_staff_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recovery_code")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_recovery_code_code_hash")),
    )
    with op.batch_alter_table("recovery_code", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_recovery_code_staff_id"), ["staff_id"], unique=False)

    with op.batch_alter_table("sign_in", schema=None) as batch_op:
        batch_op.add_column(sa.Column("way", sa.String(), nullable=True))
        batch_op.add_column(
            sa.Column(
                "waits_for",
                sa.Enum("second-step", "set-up", name="signinwaits", native_enum=False, length=40),
                nullable=True,
            )
        )


def downgrade() -> None:
    with op.batch_alter_table("sign_in", schema=None) as batch_op:
        batch_op.drop_column("waits_for")
        batch_op.drop_column("way")

    with op.batch_alter_table("recovery_code", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_recovery_code_staff_id"))

    op.drop_table("recovery_code")
    with op.batch_alter_table("passkey", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_passkey_staff_id"))

    op.drop_table("passkey")
    with op.batch_alter_table("outside_identity", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_outside_identity_staff_id"))

    op.drop_table("outside_identity")
    with op.batch_alter_table("day_pass_sign_in", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_day_pass_sign_in_day_pass_id"))

    op.drop_table("day_pass_sign_in")
    op.drop_table("day_pass_class")
    with op.batch_alter_table("code_maker", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_code_maker_staff_id"))

    op.drop_table("code_maker")
    op.drop_table("used_sign_on")
    op.drop_table("used_challenge")
    op.drop_table("link_request")
    op.drop_table("day_pass")
