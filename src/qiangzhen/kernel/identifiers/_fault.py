"""What can be wrong with an official number; the tree is drawn in the package's docstring."""

from __future__ import annotations

from qiangzhen.kernel.statutes import Text


class IdentifierFault(ValueError):
    """A code breaks a rule of its scheme.

    ``scheme`` is the scheme's name, ``position`` the place of the first faulty
    character counted from 1 (``None`` when the fault is of the whole), ``text``
    the explanation in both languages. The code itself is not carried, because
    faults are logged and a citizen's number must not be.
    """

    def __init__(self, *, scheme: str, text: Text, position: int | None = None) -> None:
        self.scheme = scheme
        self.position = position
        self.text = text
        super().__init__(text.en)


class BlankFault(IdentifierFault):
    """A blank, or an invisible character, stands before, after or inside the code."""


class FullWidthFault(IdentifierFault):
    """A full-width letter or digit stands where the scheme has the half-width one."""


class LengthFault(IdentifierFault):
    """The code has too few or too many characters."""


class CharacterFault(IdentifierFault):
    """A character cannot stand where it stands."""


class CheckFault(IdentifierFault):
    """A check character does not fit the characters it checks."""


class PartFault(IdentifierFault):
    """A part is well formed but means nothing: an unknown kind, a day that does not exist."""


class RetiredFormFault(IdentifierFault):
    """The code has a form that is no longer issued or accepted."""


class SchemeFault(IdentifierFault):
    """The scheme is unknown, or the rule of the scheme is not at hand."""
