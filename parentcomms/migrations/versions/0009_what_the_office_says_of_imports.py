"""What the office says of imports."""

import sqlalchemy as sa
from alembic import op

from parentcomms.database import UtcDateTime

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.create_table(
        "import_choice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("signature", sa.String(), nullable=False),
        sa.Column("choices", sa.JSON(), nullable=False),
        sa.Column("said_by", sa.String(), nullable=False),
        sa.Column("said_at", UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_choice")),
    )
    with op.batch_alter_table("import_choice", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_import_choice_signature"), ["signature"], unique=False)

    with op.batch_alter_table("import_run", schema=None) as batch_op:
        batch_op.add_column(sa.Column("choices", sa.JSON(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("import_run", schema=None) as batch_op:
        batch_op.drop_column("choices")

    with op.batch_alter_table("import_choice", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_import_choice_signature"))

    op.drop_table("import_choice")
