"""What Alembic runs: the steps go through the connection that the caller has begun to use."""

from alembic import context

from targettrack.store.tables import METADATA

context.configure(connection=context.config.attributes["connection"], target_metadata=METADATA)
context.run_migrations()
