"""The one room that knows the database: tables, journal, migrations, verification, reading."""
