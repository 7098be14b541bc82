cimport cython

from discourse._attribution_model cimport decide
from discourse._attribution_tokens cimport Reading


@cython.locals(a=Py_ssize_t, b=Py_ssize_t, s=Py_ssize_t, e=Py_ssize_t)
cdef list _apart(Py_ssize_t start, Py_ssize_t end, tuple cue, tuple source)
cdef (Py_ssize_t, Py_ssize_t) _trimmed(str text, Py_ssize_t start, Py_ssize_t end)
cdef bint _is_spoken(str text, Py_ssize_t start, Py_ssize_t end)
@cython.locals(quote=tuple, i=Py_ssize_t, last=Py_ssize_t, end=Py_ssize_t, quoted=Py_ssize_t, total=Py_ssize_t, clause=bint)
cdef str _voice(Reading reading, list contents)
