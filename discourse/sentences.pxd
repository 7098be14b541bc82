cimport cython

from discourse._places cimport places_of


cdef Py_ssize_t WRAPPED
cdef double FILLED


@cython.locals(start=Py_ssize_t, end=Py_ssize_t, following=Py_ssize_t, line=str)
cdef list _lines(str text)
@cython.locals(longest=Py_ssize_t, before=Py_ssize_t, below=Py_ssize_t, start=Py_ssize_t, end=Py_ssize_t)
cdef list _joined(str text, list lines)
@cython.locals(
    at=Py_ssize_t, paragraph=Py_ssize_t, first=Py_ssize_t, last=Py_ssize_t, start=Py_ssize_t, end=Py_ssize_t,
    place=Py_ssize_t
)
cdef list _split(str text, list paragraphs, list places, dict words)
cdef object _plainly_ends(str text, Py_ssize_t start, Py_ssize_t place, Py_ssize_t last, dict words)
cdef bint _blank(str text, Py_ssize_t end, Py_ssize_t start)
cdef bint _is_item(str text, Py_ssize_t start)
cdef bint _ends(str text, Py_ssize_t start, Py_ssize_t place, Py_ssize_t end, object match, dict words)
cdef str _word_before(str text, Py_ssize_t start, Py_ssize_t end)
cdef bint _stays(str text, Py_ssize_t start, Py_ssize_t dot, str bare, dict words)
