"""PostgreSQL: the province becomes part of the key, and counters get room to be updated in place."""

from django.db import migrations

FORWARDS = [
    "ALTER TABLE facts_entry DROP CONSTRAINT facts_entry_pkey, ADD PRIMARY KEY (root, id)",
    "ALTER TABLE facts_counter SET (fillfactor = 50)",
]
BACKWARDS = [
    "ALTER TABLE facts_entry DROP CONSTRAINT facts_entry_pkey, ADD PRIMARY KEY (id)",
    "ALTER TABLE facts_counter RESET (fillfactor)",
]


def on_postgresql(statements):
    def run(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            for statement in statements:
                schema_editor.execute(statement)

    return run


class Migration(migrations.Migration):
    dependencies = [("facts", "0001_initial")]

    operations = [migrations.RunPython(on_postgresql(FORWARDS), on_postgresql(BACKWARDS))]
