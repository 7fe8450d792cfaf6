"""Workers of an employer stand with their days; what an import is taken back keeps its row."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("unions", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Workforce",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=0, editable=False)),
                ("on", models.DateField(verbose_name="统计日期")),
                ("workers", models.PositiveIntegerField(verbose_name="职工数")),
                ("women_workers", models.PositiveIntegerField(default=0, verbose_name="女职工数")),
                (
                    "migrant_workers",
                    models.PositiveIntegerField(default=0, verbose_name="农民工数"),
                ),
                ("due_by", models.SmallIntegerField(default=0)),
                ("covered_by", models.SmallIntegerField(default=0)),
                ("source", models.CharField(blank=True, max_length=120, verbose_name="来源")),
                (
                    "employer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="unions.employer",
                    ),
                ),
                (
                    "union",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="unions.union",
                        verbose_name="所建工会",
                    ),
                ),
            ],
            options={"verbose_name": "单位职工数"},
        ),
        migrations.AddIndex(
            model_name="workforce",
            index=models.Index(fields=["employer", "on"], name="unions_workforce_employer"),
        ),
        migrations.AddConstraint(
            model_name="workforce",
            constraint=models.CheckConstraint(
                condition=models.Q(("workers__gte", models.F("women_workers"))),
                name="unions_workforce_women",
            ),
        ),
        migrations.AddField(
            model_name="employer",
            name="withdrawn_at",
            field=models.DateTimeField(
                blank=True, editable=False, null=True, verbose_name="撤回时间"
            ),
        ),
        migrations.AlterField(
            model_name="employer",
            name="uscc",
            field=models.CharField(db_index=True, max_length=18, verbose_name="统一社会信用代码"),
        ),
        migrations.AddConstraint(
            model_name="employer",
            constraint=models.UniqueConstraint(
                condition=models.Q(("withdrawn_at", None)),
                fields=("uscc",),
                name="unions_employer_uscc",
                violation_error_message="这个统一社会信用代码已登记过用人单位，请核对",
            ),
        ),
        migrations.AlterField(
            model_name="union",
            name="state",
            field=models.CharField(
                choices=[
                    ("preparing", "筹备"),
                    ("established", "已建"),
                    ("merged", "已合并"),
                    ("dissolved", "已撤销"),
                    ("withdrawn", "已撤回"),
                ],
                default="established",
                max_length=16,
                verbose_name="状态",
            ),
        ),
    ]
