"""How the core tells its caller what happens, and asks whether to go on."""

from __future__ import annotations

import sys

from sam_cffnet_qgis.core.errors import Cancelled


class Feedback:
    """Progress, messages and the wish to stop; this base class is silent and never stops.

    Texts are templates with values, so that a caller can translate them.
    """

    def set_progress(self, fraction: float) -> None:
        """Report progress from 0 to 1."""

    def say(self, template: str, **values: object) -> str:
        """A text in the user's language."""
        return template.format(**values) if values else template

    def info(self, template: str, **values: object) -> None:
        """Tell a fact of the run."""

    def warn(self, template: str, **values: object) -> None:
        """Tell what the user should look at."""

    def is_cancelled(self) -> bool:
        """Whether the user wants the run to stop."""
        return False

    def check(self) -> None:
        """Stop here if the user wants it.

        Raises:
            Cancelled: if so.
        """
        if self.is_cancelled():
            raise Cancelled("The run was cancelled.")


class ConsoleFeedback(Feedback):
    """Messages on standard error, for scripts."""

    def info(self, template: str, **values: object) -> None:
        """Print a message."""
        print(self.say(template, **values), file=sys.stderr)

    def warn(self, template: str, **values: object) -> None:
        """Print a warning."""
        print("Warning: " + self.say(template, **values), file=sys.stderr)
