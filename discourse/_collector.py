"""Work on many texts without the collector of cycles.

Python looks for cycles of garbage whenever many objects have been made. Reading texts makes very many and no cycle, so
that a tenth of its time would go into looking. Nothing else of the memory's keeping changes.
"""

import gc
from functools import wraps


def uncollected(function):
    """The function, during which Python does not look for cycles; afterwards it does if it did before."""

    @wraps(function)
    def called(*args, **kwargs):
        enabled = gc.isenabled()
        gc.disable()
        try:
            return function(*args, **kwargs)
        finally:
            if enabled:
                gc.enable()

    return called
