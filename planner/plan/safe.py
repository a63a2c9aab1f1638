"""Text that is markup of our own."""

from __future__ import annotations


class Safe(str):
    """Text that is markup of our own already, so that Jinja leaves it as it is."""

    __slots__ = ()

    def __html__(self) -> str:
        """What Jinja asks a value for before it escapes."""
        return str(self)
