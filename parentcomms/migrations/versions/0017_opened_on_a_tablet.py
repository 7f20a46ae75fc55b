"""who opened a family page on a shared tablet"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    with op.batch_alter_table("sign_in", schema=None) as batch_op:
        batch_op.add_column(sa.Column("opened_by_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_sign_in_opened_by_id_staff_member"),
            "staff_member",
            ["opened_by_id"],
            ["id"],
        )


def downgrade() -> None:
    with op.batch_alter_table("sign_in", schema=None) as batch_op:
        batch_op.drop_constraint(
            batch_op.f("fk_sign_in_opened_by_id_staff_member"), type_="foreignkey"
        )
        batch_op.drop_column("opened_by_id")
