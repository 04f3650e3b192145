"""The demonstration county: 长春市二道区 with real places and powers, invented people and mandates.

Everything is loaded through the same actions a clerk uses, at the day it is said
to have happened, so that the ledger tells the story from its first line. The files
are in ``demonstration/`` at the top of the project; its README says what is real.
"""

from .loading import load_demonstration

__all__ = ["load_demonstration"]
