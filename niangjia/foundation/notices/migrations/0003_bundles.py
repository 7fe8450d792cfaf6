from django.db import migrations, models


def stand_alone(apps, schema_editor):
    """What was told before stands by itself."""
    apps.get_model("notices", "Notice").objects.update(bundle=models.F("key"))


class Migration(migrations.Migration):

    dependencies = [
        ("notices", "0002_short_messages"),
    ]

    operations = [
        migrations.AddField(
            model_name="notice",
            name="bundle",
            field=models.CharField(default="", editable=False, max_length=120),
            preserve_default=False,
        ),
        migrations.RunPython(stand_alone, migrations.RunPython.noop),
        migrations.RemoveIndex(model_name="notice", name="notices_of_person"),
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(fields=["to", "-created_at", "-id"], name="notices_of_person"),
        ),
        migrations.RemoveIndex(model_name="notice", name="notices_unread"),
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(
                fields=["to", "bundle"],
                name="notices_unread",
                condition=models.Q(read_at=None),
            ),
        ),
    ]
