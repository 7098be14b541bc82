cimport cython

from discourse._places cimport places_of


cdef Py_ssize_t FRAGMENT, DEEPEST


@cython.locals(place=Py_ssize_t, end=Py_ssize_t, mark=Py_UCS4)
cdef list _marks(str text)
@cython.locals(start=Py_ssize_t, at=Py_ssize_t, first=Py_ssize_t, last=Py_ssize_t)
cdef list _paired(str text, list marks, list paragraphs, object elided)
@cython.locals(
    at=Py_ssize_t, end=Py_ssize_t, place=Py_ssize_t, opened_at=Py_ssize_t, inner=Py_ssize_t, mark=str, before=Py_UCS4,
    after=Py_UCS4, family=str, role=str, stack=list, pieces=list
)
cdef str _pair(str text, list marks, Py_ssize_t first, Py_ssize_t last, str carried, object elided, list found)
cdef Py_ssize_t _place_of(str family, list stack)
@cython.locals(inside=str)
cdef _quotation(
    str text, Py_ssize_t opened_at, Py_ssize_t inner, Py_ssize_t closed_at, Py_ssize_t end, Py_ssize_t level,
    bint closed, bint continued
)
@cython.locals(words=Py_ssize_t, at=Py_ssize_t, end=Py_ssize_t)
cpdef bint has_few_words(str text)
cdef list _left_open(str text, list stack, Py_ssize_t limit, Py_ssize_t level)
cdef str _role(str mark, Py_UCS4 before, Py_UCS4 after, bint is_open)
cdef bint _opens_behind(Py_UCS4 before)
cdef str _single_role(
    str text, Py_ssize_t last, str mark, Py_ssize_t end, Py_UCS4 before, Py_UCS4 after, bint is_open, object elided
)
