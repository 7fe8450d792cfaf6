"""The province becomes part of the primary key where tables can be divided by it (PostgreSQL)."""

from django.db import migrations


def widen_key(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            "ALTER TABLE facts_entry DROP CONSTRAINT facts_entry_pkey, ADD PRIMARY KEY (root, id)"
        )


def narrow_key(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            "ALTER TABLE facts_entry DROP CONSTRAINT facts_entry_pkey, ADD PRIMARY KEY (id)"
        )


class Migration(migrations.Migration):
    dependencies = [("facts", "0001_initial")]

    operations = [migrations.RunPython(widen_key, narrow_key)]
