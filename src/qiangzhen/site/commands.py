"""``qiangzhen``: every command of the system under one name.

Each is a Django management command in ``management/commands``; this only spares
the user from knowing that. ``read-list`` runs ``read_list.py``.
"""

from __future__ import annotations

import os
import re
import sys

from qiangzhen.kernel.lawdata import BrokenLawFile

from .environment import BadEnvironment


def main() -> None:
    """Run one command; without one, list them."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qiangzhen.site.settings")
    words = sys.argv[1:]
    try:
        if not words or words in (["help"], ["--help"], ["-h"]):
            print(overview())
            return
        from django.core.management import execute_from_command_line

        execute_from_command_line(["qiangzhen", re.sub(r"(?<=\w)-", "_", words[0]), *words[1:]])
    except (BadEnvironment, BrokenLawFile) as bad:
        sys.exit(f"qiangzhen: {bad}")


def own_commands() -> dict[str, str]:
    """Return our own commands as they are typed, each with its sentence."""
    import django
    from django.core.management import get_commands, load_command_class

    django.setup()
    return {
        name.replace("_", "-"): str(load_command_class(app, name).help)
        for name, app in sorted(get_commands().items())
        if isinstance(app, str) and app.startswith("qiangzhen.")
    }


def overview() -> str:
    """Return the list of commands as ``qiangzhen`` prints it."""
    commands = own_commands()
    width = max(len(name) for name in commands)
    lines = [f"  {name:<{width}}  {sentence}" for name, sentence in commands.items()]
    return "\n".join(["qiangzhen COMMAND [--help]", "", *lines])
