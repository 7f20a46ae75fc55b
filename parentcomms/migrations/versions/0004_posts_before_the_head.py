"""posts before the head, and delegations by reference"""

import secrets

import sqlalchemy as sa
from alembic import op

from parentcomms.database import UtcDateTime

revision = "0004"
down_revision = "0003"

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"


def upgrade() -> None:
    with op.batch_alter_table("authorisation") as batch_op:
        batch_op.add_column(sa.Column("check_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("ends_on", sa.Date(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_authorisation_check_id_post_check"), "post_check", ["check_id"], ["id"]
        )
    with op.batch_alter_table("post") as batch_op:
        batch_op.add_column(sa.Column("put_forward_at", UtcDateTime(), nullable=True))
    with op.batch_alter_table("delegation") as batch_op:
        batch_op.add_column(sa.Column("reference", sa.String(), nullable=True))
    _name_the_delegations()
    with op.batch_alter_table("delegation") as batch_op:
        batch_op.alter_column("reference", existing_type=sa.String(), nullable=False)
        batch_op.create_unique_constraint(batch_op.f("uq_delegation_reference"), ["reference"])


def _name_the_delegations() -> None:
    """Those there are get a random name too, as their numbers leave the addresses."""
    delegation = sa.table("delegation", sa.column("id"), sa.column("reference"))
    connection = op.get_bind()
    for number in connection.scalars(sa.select(delegation.c.id)).all():
        name = "".join(secrets.choice(ALPHABET) for _ in range(12))
        one = sa.update(delegation).where(delegation.c.id == number)
        connection.execute(one.values(reference=name))


def downgrade() -> None:
    with op.batch_alter_table("delegation") as batch_op:
        batch_op.drop_constraint(batch_op.f("uq_delegation_reference"), type_="unique")
        batch_op.drop_column("reference")
    with op.batch_alter_table("post") as batch_op:
        batch_op.drop_column("put_forward_at")
    with op.batch_alter_table("authorisation") as batch_op:
        batch_op.drop_constraint(
            batch_op.f("fk_authorisation_check_id_post_check"), type_="foreignkey"
        )
        batch_op.drop_column("ends_on")
        batch_op.drop_column("check_id")
