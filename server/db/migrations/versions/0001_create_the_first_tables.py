"""Create the first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Towards this version."""
    op.create_table(
        "accounts",
        sa.Column("school", sa.LargeBinary(length=16), nullable=False),
        sa.Column("member", sa.LargeBinary(length=16), nullable=False),
        sa.Column("handle", sa.Text(), nullable=False),
        sa.Column("handle_key", sa.Text(), nullable=False),
        sa.Column("salt", sa.LargeBinary(length=16), nullable=False),
        sa.Column("params", sa.Text(), nullable=False),
        sa.Column("authentication_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("bundle", sa.LargeBinary(), nullable=False),
        sa.Column("stated_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("school", "member", name="pk_accounts"),
        sa.UniqueConstraint("school", "handle_key", name="uq_accounts_school_handle_key"),
    )
    op.create_table(
        "checkpoints",
        sa.Column("school", sa.LargeBinary(length=16), nullable=False),
        sa.Column("vault", sa.LargeBinary(length=16), nullable=False),
        sa.Column("device", sa.LargeBinary(length=16), nullable=False),
        sa.Column("log_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("checkpoint", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("school", "vault", "device", name="pk_checkpoints"),
    )
    op.create_table(
        "device_codes",
        sa.Column("school", sa.LargeBinary(length=16), nullable=False),
        sa.Column("member", sa.LargeBinary(length=16), nullable=False),
        sa.Column("code_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("made_by", sa.LargeBinary(length=16), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("school", "member", name="pk_device_codes"),
    )
    op.create_table(
        "entries",
        sa.Column("school", sa.LargeBinary(length=16), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("op_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("log_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("entry", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("school", "number", "seq", name="pk_entries"),
        sa.UniqueConstraint("school", "number", "op_id", name="uq_entries_school_number_op_id"),
    )
    op.create_table(
        "late",
        sa.Column("school", sa.LargeBinary(length=16), nullable=False),
        sa.Column("id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("vault", sa.LargeBinary(length=16), nullable=False),
        sa.Column("device", sa.LargeBinary(length=16), nullable=False),
        sa.Column("member", sa.LargeBinary(length=16), nullable=False),
        sa.Column("counter", sa.BigInteger(), nullable=False),
        sa.Column("entry_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("received_at", sa.BigInteger(), nullable=False),
        sa.Column("settled_at", sa.BigInteger(), nullable=True),
        sa.Column("settled_by", sa.LargeBinary(length=16), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("entry", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("school", "id", name="pk_late"),
        sa.UniqueConstraint("school", "vault", "entry_hash", name="uq_late_school_vault_entry_hash"),
    )
    with op.batch_alter_table("late", schema=None) as batch_op:
        batch_op.create_index("ix_late_school_device", ["school", "device"], unique=False)

    op.create_table(
        "pending_devices",
        sa.Column("school", sa.LargeBinary(length=16), nullable=False),
        sa.Column("device", sa.LargeBinary(length=16), nullable=False),
        sa.Column("member", sa.LargeBinary(length=16), nullable=False),
        sa.Column("key", sa.LargeBinary(length=32), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("school", "device", name="pk_pending_devices"),
    )
    op.create_table(
        "rates",
        sa.Column("school", sa.LargeBinary(length=16), nullable=False),
        sa.Column("subject", sa.LargeBinary(length=16), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("ends_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("school", "subject", name="pk_rates"),
    )
    op.create_table(
        "school_entries",
        sa.Column("school", sa.LargeBinary(length=16), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("log_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("entry", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("school", "seq", name="pk_school_entries"),
    )
    op.create_table(
        "schools",
        sa.Column("school", sa.LargeBinary(length=16), nullable=False),
        sa.Column("head_seq", sa.BigInteger(), nullable=False),
        sa.Column("head_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("restoring", sa.Boolean(), nullable=False),
        sa.Column("restored_at", sa.BigInteger(), nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("school", name="pk_schools"),
    )
    op.create_table(
        "sessions",
        sa.Column("school", sa.LargeBinary(length=16), nullable=False),
        sa.Column("session", sa.LargeBinary(length=16), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("member", sa.LargeBinary(length=16), nullable=False),
        sa.Column("device", sa.LargeBinary(length=16), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("seen_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("school", "session", name="pk_sessions"),
        sa.UniqueConstraint("school", "token_hash", name="uq_sessions_school_token_hash"),
    )
    with op.batch_alter_table("sessions", schema=None) as batch_op:
        batch_op.create_index("ix_sessions_school_member", ["school", "member"], unique=False)

    op.create_table(
        "set_ups",
        sa.Column("token_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("school", sa.LargeBinary(length=16), nullable=True),
        sa.PrimaryKeyConstraint("token_hash", name="pk_set_ups"),
    )
    op.create_table(
        "snapshots",
        sa.Column("school", sa.LargeBinary(length=16), nullable=False),
        sa.Column("vault", sa.LargeBinary(length=16), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("snapshot", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("school", "vault", name="pk_snapshots"),
    )
    op.create_table(
        "spent_challenges",
        sa.Column("school", sa.LargeBinary(length=16), nullable=False),
        sa.Column("nonce", sa.LargeBinary(length=16), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("school", "nonce", name="pk_spent_challenges"),
    )
    op.create_table(
        "vault_members",
        sa.Column("school", sa.LargeBinary(length=16), nullable=False),
        sa.Column("vault", sa.LargeBinary(length=16), nullable=False),
        sa.Column("member", sa.LargeBinary(length=16), nullable=False),
        sa.PrimaryKeyConstraint("school", "vault", "member", name="pk_vault_members"),
    )
    with op.batch_alter_table("vault_members", schema=None) as batch_op:
        batch_op.create_index("ix_vault_members_school_member", ["school", "member"], unique=False)

    op.create_table(
        "vault_numbers",
        sa.Column("school", sa.LargeBinary(length=16), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("school", name="pk_vault_numbers"),
    )
    op.create_table(
        "vaults",
        sa.Column("school", sa.LargeBinary(length=16), nullable=False),
        sa.Column("vault", sa.LargeBinary(length=16), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("log_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("head_seq", sa.BigInteger(), nullable=False),
        sa.Column("head_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("school", "vault", name="pk_vaults"),
        sa.UniqueConstraint("school", "number", name="uq_vaults_school_number"),
    )
    if op.get_bind().dialect.name == "postgresql":
        # Sealed bytes do not compress: do not try.
        for table, column in (("entries", "entry"), ("snapshots", "snapshot"), ("late", "entry")):
            op.execute(f"ALTER TABLE {table} ALTER COLUMN {column} SET STORAGE EXTERNAL")


def downgrade() -> None:
    """Back to the one before."""
    op.drop_table("vaults")
    op.drop_table("vault_numbers")
    with op.batch_alter_table("vault_members", schema=None) as batch_op:
        batch_op.drop_index("ix_vault_members_school_member")

    op.drop_table("vault_members")
    op.drop_table("spent_challenges")
    op.drop_table("snapshots")
    op.drop_table("set_ups")
    with op.batch_alter_table("sessions", schema=None) as batch_op:
        batch_op.drop_index("ix_sessions_school_member")

    op.drop_table("sessions")
    op.drop_table("schools")
    op.drop_table("school_entries")
    op.drop_table("rates")
    op.drop_table("pending_devices")
    with op.batch_alter_table("late", schema=None) as batch_op:
        batch_op.drop_index("ix_late_school_device")

    op.drop_table("late")
    op.drop_table("entries")
    op.drop_table("device_codes")
    op.drop_table("checkpoints")
    op.drop_table("accounts")
