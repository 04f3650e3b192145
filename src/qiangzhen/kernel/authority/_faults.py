"""What is wrong with a question in the fixed form of a command: every field at fault, named at once."""

from __future__ import annotations

from dataclasses import dataclass

from ._vocabulary import Text


@dataclass(frozen=True, slots=True)
class FieldFault:
    """One field that cannot be accepted, by its path in the form."""

    field: str
    problem: str
    """``missing``, ``unknown`` or ``invalid``."""
    text: Text


class FormRefused(ValueError):
    """The form cannot be answered; ``faults`` names every field at fault."""

    def __init__(self, faults: tuple[FieldFault, ...]) -> None:
        self.faults = faults
        super().__init__("\n".join(f"{fault.text.zh} {fault.text.en}" for fault in faults))
