"""Runs the migrations on the connection that the program hands over; there is no ini file."""

from alembic import context

context.configure(connection=context.config.attributes["connection"], transactional_ddl=True)
context.run_migrations()
