"""Where the tests of identifiers find the law."""

from pathlib import Path

from qiangzhen.kernel.identifiers import load_identifier_tables

LAW = Path(__file__).parents[3] / "law"
TABLES = load_identifier_tables(law_dir=LAW)
