"""Where things may be published (policy 6.1). Platforms are data, not code (2.2)."""

from datetime import date, datetime

from sqlalchemy.orm import Mapped, mapped_column

from parentcomms.channels.rules import ChannelAudience, PostApproval
from parentcomms.database import Base, new_reference


class Channel(Base):
    """One approved place, such as the school website or the school's account on a platform."""

    __tablename__ = "channel"

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(unique=True, default=new_reference)
    name: Mapped[str]
    platform: Mapped[str]
    address: Mapped[str | None]  # web address or account name
    purpose: Mapped[str | None]
    audience: Mapped[ChannelAudience]
    use_key: Mapped[str]  # the photo use a post there touches at least
    official: Mapped[bool] = mapped_column(default=False)  # listed on the website notice
    owner: Mapped[str | None]
    second_administrator: Mapped[str | None]
    approval: Mapped[PostApproval] = mapped_column(default=PostApproval.EACH_POST)
    # Approved by the governing board for telling parents things (8.1.6), and where it is minuted.
    for_parents: Mapped[bool] = mapped_column(default=False)
    minute_reference: Mapped[str | None]
    dpia_reference: Mapped[str | None]  # where its data protection impact assessment is kept
    approved_by: Mapped[str | None]
    approved_at: Mapped[datetime | None]
    review_on: Mapped[date | None]
    suspended_by: Mapped[str | None]
    suspended_at: Mapped[datetime | None]

    @property
    def waits_for_head(self) -> bool:
        """Whether it was neither approved yet nor put out of use."""
        return self.approved_at is None and self.suspended_at is None

    @property
    def is_open(self) -> bool:
        """Whether a post there may be checked: approved, and not suspended since."""
        return self.approved_at is not None and self.suspended_at is None
