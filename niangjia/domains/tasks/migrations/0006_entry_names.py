from django.db import migrations

WORDS = {"in": "收", "out": "发"}


def index_what_is_there(apps, schema_editor):
    """Lines registered before they could be searched for."""
    rows = list(apps.get_model("tasks", "Entry").objects.all())
    if not rows:
        return
    from niangjia.domains.tasks.services.register_names import index_entries

    for row in rows:
        row.register_no = f"{WORDS[row.direction]}〔{row.year}〕{row.number}"
    index_entries(rows)


class Migration(migrations.Migration):

    dependencies = [
        ("tasks", "0005_origins"),
        ("search", "0002_grams"),
    ]

    operations = [migrations.RunPython(index_what_is_there, migrations.RunPython.noop)]
