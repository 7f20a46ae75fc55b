"""Sign-ons that were used: each opens one session and no second."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from parentcomms.database import Base


class UsedSignOn(Base):
    """A sign-on that was turned into a session; only the keyed hash of its nonce is kept."""

    __tablename__ = "used_sign_on"

    id: Mapped[int] = mapped_column(primary_key=True)
    nonce_hash: Mapped[str] = mapped_column(unique=True)
    used_at: Mapped[datetime]
