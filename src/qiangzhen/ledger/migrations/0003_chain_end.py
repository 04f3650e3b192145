"""Note beside each chain where it ends; chains that stand already are noted as they stand."""

import django.db.models.deletion
from django.db import migrations, models

import qiangzhen.county.identity


def note_ends(apps, schema_editor):
    entries, ends = apps.get_model("ledger", "LedgerEntry"), apps.get_model("ledger", "ChainEnd")
    for county_id in entries.objects.order_by().values_list("county_id", flat=True).distinct():
        last = entries.objects.filter(county_id=county_id).order_by("-sequence").first()
        ends.objects.create(county_id=county_id, sequence=last.sequence, digest=last.digest)


class Migration(migrations.Migration):
    dependencies = [
        ("county", "0001_initial"),
        ("ledger", "0002_append_only"),
    ]
    operations = [
        migrations.CreateModel(
            name="ChainEnd",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=qiangzhen.county.identity.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("sequence", models.PositiveBigIntegerField()),
                ("digest", models.CharField(max_length=64)),
                (
                    "county",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="county.county",
                    ),
                ),
            ],
            options={
                "db_table": "ledger_chain_end",
                "constraints": [
                    models.UniqueConstraint(fields=("county",), name="ledger_chain_end_once"),
                ],
            },
        ),
        migrations.RunPython(note_ends, migrations.RunPython.noop),
    ]
