"""A project code has the shape of the form's code scheme.

The code joins this sheet to the master budget; widths, spaces and small letters are forgiven.
"""

import re
from collections.abc import Iterator

from ..budget import Project, wording
from ..findings import Remark, remark
from ..form import Form


def check(project: Project, form: Form) -> Iterator[Remark]:
    """Remark on a code that the scheme's pattern does not match, a blank one included."""
    scheme = form.code
    if scheme and not re.fullmatch(scheme.pattern, wording.code(project.code)):
        yield remark(
            "code.shape", "code", project.code, label=form.label("code"), shape=scheme.shape
        )
