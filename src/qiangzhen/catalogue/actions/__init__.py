"""The lawful writes of the catalogue."""

from .powers import enter_power, publish_powers, retire_power, revise_power

__all__ = ["enter_power", "publish_powers", "retire_power", "revise_power"]
