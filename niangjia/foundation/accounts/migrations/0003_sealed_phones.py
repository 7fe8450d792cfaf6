"""The phones people sign in with are sealed; what stood open in the table is gone afterwards."""

from django.db import migrations, models

import niangjia.foundation.crypto.fields

AT_ONCE = 200


def seal(apps, _schema):
    """Every number into its sealed column; the digest follows by itself."""
    user = apps.get_model("accounts", "User")
    for rows in _batches(user.objects.exclude(open_phone="")):
        for row in rows:
            row.phone = row.open_phone
        user.objects.bulk_update(rows, ["phone", "phone_digest"])


def unseal(apps, _schema):
    """The way back."""
    user = apps.get_model("accounts", "User")
    for rows in _batches(user.objects.exclude(phone="")):
        for row in rows:
            row.open_phone = row.phone.open()
        user.objects.bulk_update(rows, ["open_phone"])


def _batches(found):
    last = 0
    while rows := list(found.filter(pk__gt=last).order_by("pk")[:AT_ONCE]):
        yield rows
        last = rows[-1].pk


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_codes"),
        ("parameters", "0001_initial"),  # masks are a parameter
    ]

    operations = [
        migrations.RenameField("user", "phone", "open_phone"),
        migrations.AlterField(
            "user", "open_phone", models.CharField(blank=True, default="", max_length=20)
        ),
        migrations.AddField(
            "user",
            "phone",
            niangjia.foundation.crypto.fields.EncryptedField(
                blank=True, kind="mobile", max_length=20, verbose_name="手机号"
            ),
        ),
        migrations.AddField(
            "user",
            "phone_digest",
            niangjia.foundation.crypto.fields.DigestField(
                db_index=True, of="phone", within=""
            ),
        ),
        migrations.RunPython(seal, unseal, elidable=True),
        migrations.RemoveField("user", "open_phone"),
    ]
