"""What a file is called may be personal: names are sealed, those already stored included."""

from django.db import migrations, models

import gongkai.core.sealed_field
from gongkai.core.sealing import seal_text


def seal_names(apps, _schema):
    for name in ("StoredFile", "Upload"):
        model = apps.get_model("files", name)
        for pk, plain in model.objects.values_list("pk", "name").iterator(500):
            model.objects.filter(pk=pk).update(name=seal_text(plain))


class Migration(migrations.Migration):
    dependencies = [("files", "0002_erased")]

    operations = [
        migrations.AlterField("storedfile", "name", models.TextField()),
        migrations.AlterField("upload", "name", models.TextField()),
        migrations.RunPython(seal_names),
        migrations.AlterField("storedfile", "name", gongkai.core.sealed_field.SealedText()),
        migrations.AlterField("upload", "name", gongkai.core.sealed_field.SealedText()),
    ]
