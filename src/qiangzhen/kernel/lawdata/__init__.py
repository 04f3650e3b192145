"""Read the files under ``law/``: the law as data, dated and cited.

Days, amounts, articles, calendars and packs are kept as YAML so that a lawyer
can read and correct them. A mistake in such a file changes what a township may
do, so nothing is read leniently: every file is checked against a JSON Schema, an
unknown or missing field is refused, a duplicated key is refused, and each error
names the file, the line and the field.
"""

from ._locating import locate_problem
from ._reading import BrokenLawFile, Certainty, LawFileProblem, read_law_file

__all__ = ["BrokenLawFile", "Certainty", "LawFileProblem", "locate_problem", "read_law_file"]
