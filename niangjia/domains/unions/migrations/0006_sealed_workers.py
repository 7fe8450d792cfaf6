"""ID numbers and phones of social union workers are sealed; what stood open in the table is gone afterwards."""

from django.db import migrations, models

import niangjia.foundation.crypto.fields

AT_ONCE = 200


def seal(apps, _schema):
    """Every number into its sealed column; the digest follows by itself."""
    worker = apps.get_model("unions", "SocialWorker")
    columns = ["id_number", "id_digest", "phone"]
    for rows in _batches(worker):
        for row in rows:
            row.id_number, row.phone = row.open_number, row.open_phone
        worker.objects.bulk_update(rows, columns)


def unseal(apps, _schema):
    """The way back."""
    worker = apps.get_model("unions", "SocialWorker")
    for rows in _batches(worker):
        for row in rows:
            row.open_number, row.open_phone = row.id_number.open(), row.phone.open()
        worker.objects.bulk_update(rows, ["open_number", "open_phone"])


def _batches(model):
    last = 0
    while rows := list(model.objects.filter(pk__gt=last).order_by("pk")[:AT_ONCE]):
        yield rows
        last = rows[-1].pk


class Migration(migrations.Migration):
    dependencies = [
        ("unions", "0005_habits_move_down"),
        ("parameters", "0001_initial"),  # masks are a parameter
    ]

    operations = [
        migrations.RenameField("socialworker", "id_number", "open_number"),
        migrations.RenameField("socialworker", "phone", "open_phone"),
        migrations.AlterField(
            "socialworker", "open_number", models.CharField(default="", max_length=18)
        ),
        migrations.AddField(
            "socialworker",
            "id_number",
            niangjia.foundation.crypto.fields.EncryptedField(
                default="", kind="id_number", max_length=18, verbose_name="身份证号"
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            "socialworker",
            "id_digest",
            niangjia.foundation.crypto.fields.DigestField(of="id_number", unique=True, within=""),
        ),
        migrations.AddField(
            "socialworker",
            "phone",
            niangjia.foundation.crypto.fields.EncryptedField(
                blank=True, kind="mobile", max_length=20, verbose_name="手机号"
            ),
        ),
        migrations.RunPython(seal, unseal, elidable=True),
        migrations.RemoveField("socialworker", "open_number"),
        migrations.RemoveField("socialworker", "open_phone"),
    ]
