"""Create the tables of reminders, pushes and watched visits."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Towards this version."""
    _create_pushes()
    _create_visits()


def _create_pushes() -> None:
    """What is due, to whom it goes, and what is under way."""
    op.create_table(
        "reminders",
        sa.Column("school", sa.LargeBinary(length=16), nullable=False),
        sa.Column("vault", sa.LargeBinary(length=16), nullable=False),
        sa.Column("id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("recipients", sa.LargeBinary(), nullable=False),
        sa.Column("windows", sa.LargeBinary(), nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("school", "vault", "id", name="pk_reminders"),
    )
    with op.batch_alter_table("reminders", schema=None) as batch_op:
        batch_op.create_index("ix_reminders_school_due_at", ["school", "due_at"], unique=False)
    op.create_table(
        "push_subscriptions",
        sa.Column("school", sa.LargeBinary(length=16), nullable=False),
        sa.Column("device", sa.LargeBinary(length=16), nullable=False),
        sa.Column("member", sa.LargeBinary(length=16), nullable=False),
        sa.Column("endpoint", sa.Text(), nullable=False),
        sa.Column("p256dh", sa.LargeBinary(), nullable=False),
        sa.Column("auth", sa.LargeBinary(length=16), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("school", "device", name="pk_push_subscriptions"),
    )
    with op.batch_alter_table("push_subscriptions", schema=None) as batch_op:
        batch_op.create_index("ix_push_subscriptions_school_member", ["school", "member"], unique=False)
    op.create_table(
        "deliveries",
        sa.Column("school", sa.LargeBinary(length=16), nullable=False),
        sa.Column("device", sa.LargeBinary(length=16), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("about", sa.LargeBinary(length=16), nullable=False),
        sa.Column("windows", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=True),
        sa.Column("claimed_by", sa.LargeBinary(length=16), nullable=True),
        sa.Column("claimed_until", sa.BigInteger(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("sent_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("school", "device", "kind", "about", name="pk_deliveries"),
    )
    with op.batch_alter_table("deliveries", schema=None) as batch_op:
        batch_op.create_index("ix_deliveries_school_due_at", ["school", "due_at"], unique=False)


def _create_visits() -> None:
    """Armed visits, their ladders, tests, and the clock that watches."""
    op.create_table(
        "visits",
        sa.Column("school", sa.LargeBinary(length=16), nullable=False),
        sa.Column("visit", sa.LargeBinary(length=16), nullable=False),
        sa.Column("visitor", sa.LargeBinary(length=16), nullable=False),
        sa.Column("armed_at", sa.BigInteger(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.Column("step", sa.BigInteger(), nullable=False),
        sa.Column("rungs", sa.Integer(), nullable=False),
        sa.Column("told", sa.Integer(), nullable=False),
        sa.Column("next_at", sa.BigInteger(), nullable=True),
        sa.Column("escalated_by", sa.LargeBinary(length=16), nullable=True),
        sa.Column("escalated_at", sa.BigInteger(), nullable=True),
        sa.Column("acknowledged_by", sa.LargeBinary(length=16), nullable=True),
        sa.Column("acknowledged_at", sa.BigInteger(), nullable=True),
        sa.Column("checked_in_by", sa.LargeBinary(length=16), nullable=True),
        sa.Column("checked_in_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("school", "visit", name="pk_visits"),
    )
    with op.batch_alter_table("visits", schema=None) as batch_op:
        batch_op.create_index("ix_visits_school_next_at", ["school", "next_at"], unique=False)
    op.create_table(
        "safety_notes",
        sa.Column("school", sa.LargeBinary(length=16), nullable=False),
        sa.Column("visit", sa.LargeBinary(length=16), nullable=False),
        sa.Column("member", sa.LargeBinary(length=16), nullable=False),
        sa.Column("rung", sa.Integer(), nullable=False),
        sa.Column("told_at", sa.BigInteger(), nullable=True),
        sa.Column("note", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("school", "visit", "member", name="pk_safety_notes"),
    )
    op.create_table(
        "alarm_tests",
        sa.Column("school", sa.LargeBinary(length=16), nullable=False),
        sa.Column("device", sa.LargeBinary(length=16), nullable=False),
        sa.Column("member", sa.LargeBinary(length=16), nullable=False),
        sa.Column("sent_at", sa.BigInteger(), nullable=False),
        sa.Column("arrived_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("school", "device", name="pk_alarm_tests"),
    )
    with op.batch_alter_table("alarm_tests", schema=None) as batch_op:
        batch_op.create_index("ix_alarm_tests_school_member", ["school", "member"], unique=False)
    op.create_table(
        "alarm_clocks",
        sa.Column("school", sa.LargeBinary(length=16), nullable=False),
        sa.Column("seen_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("school", name="pk_alarm_clocks"),
    )


def downgrade() -> None:
    """Back to the one before."""
    with op.batch_alter_table("visits", schema=None) as batch_op:
        batch_op.drop_index("ix_visits_school_next_at")

    op.drop_table("visits")
    op.drop_table("safety_notes")
    with op.batch_alter_table("reminders", schema=None) as batch_op:
        batch_op.drop_index("ix_reminders_school_due_at")

    op.drop_table("reminders")
    with op.batch_alter_table("push_subscriptions", schema=None) as batch_op:
        batch_op.drop_index("ix_push_subscriptions_school_member")

    op.drop_table("push_subscriptions")
    with op.batch_alter_table("deliveries", schema=None) as batch_op:
        batch_op.drop_index("ix_deliveries_school_due_at")

    op.drop_table("deliveries")
    with op.batch_alter_table("alarm_tests", schema=None) as batch_op:
        batch_op.drop_index("ix_alarm_tests_school_member")

    op.drop_table("alarm_tests")
    op.drop_table("alarm_clocks")
