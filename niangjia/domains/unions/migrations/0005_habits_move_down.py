"""Kept filters, columns and density now lie on the ground floor: what people chose goes along."""

from django.db import migrations

KEPT = {
    "SavedFilter": ("person_id", "ledger", "name", "query", "version"),
    "LedgerHabit": ("person_id", "ledger", "columns", "density", "version"),
}


def carry_down(apps, schema_editor):
    for model, names in KEPT.items():
        new = apps.get_model("habits", model)
        rows = apps.get_model("unions", model).objects.order_by("pk").values(*names)
        new.objects.bulk_create(new(**row) for row in rows)


class Migration(migrations.Migration):
    dependencies = [
        ("unions", "0004_ledger_views"),
        ("habits", "0001_initial"),
    ]

    operations = [
        migrations.RunPython(carry_down, migrations.RunPython.noop),
        migrations.DeleteModel(name="LedgerHabit"),
        migrations.DeleteModel(name="SavedFilter"),
    ]
