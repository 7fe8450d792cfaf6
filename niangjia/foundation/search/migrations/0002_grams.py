"""The index of single characters and pairs: FTS5 on SQLite, an inverted index on PostgreSQL."""

from django.db import migrations

SQLITE = """
CREATE VIRTUAL TABLE search_grams USING fts5(grams, content='', detail=none, tokenize='unicode61 remove_diacritics 0')
"""
POSTGRES = """
CREATE FUNCTION search_grams(words text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
  SELECT coalesce(array_agg(DISTINCT substr(words, i, n)), '{}')
  FROM generate_series(1, length(words)) AS i, (VALUES (1), (2)) AS sizes(n)
  WHERE i + n - 1 <= length(words)
$$;
CREATE INDEX search_name_grams ON search_name USING gin (search_grams(plain));
"""


def make(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRES)
    else:
        schema_editor.execute(SQLITE)


def undo(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX search_name_grams; DROP FUNCTION search_grams(text)")
    else:
        schema_editor.execute("DROP TABLE search_grams")


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]
    operations = [migrations.RunPython(make, undo)]
