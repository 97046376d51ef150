"""While the wheel is built: the catalogue of texts as one file that is read at once.

A checkout has no such file, so none can be out of date: there the texts are read as they are
written. Nothing is written where xlperf is installed.
"""

import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompiledTexts(BuildHookInterface):  # type: ignore[type-arg]
    """Adds the compiled texts to the wheel, in the place of their sources."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile before the files are taken; an editable install keeps to its sources."""
        if version == "editable":
            return
        sys.path.insert(0, str(Path(self.root) / "src"))
        from xlperf.findings.catalogue import COMPILED, gathered  # noqa: PLC0415

        catalogue = Path("xlperf") / "findings" / "catalogue"
        texts = gathered(Path(self.root) / "src" / catalogue)
        self._folder = tempfile.TemporaryDirectory()
        made = Path(self._folder.name) / COMPILED
        made.write_text(json.dumps(texts, ensure_ascii=False), encoding="utf-8", newline="\n")
        build_data["force_include"][str(made)] = (catalogue / COMPILED).as_posix()

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Away with what the wheel holds now."""
        if version != "editable":
            self._folder.cleanup()
