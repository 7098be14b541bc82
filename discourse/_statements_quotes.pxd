cimport cython

from discourse._places cimport count_before


cdef class Quotes:
    cdef public str text
    cdef public list runs, starts

    cdef Py_ssize_t _goes_on(self, Py_ssize_t place)
    @cython.locals(at=Py_ssize_t, end=Py_ssize_t)
    cdef tuple _first_mark(self, Py_ssize_t place)
    cdef bint _closes(self, Py_ssize_t start, Py_ssize_t end)
    @cython.locals(runs=list, run=tuple, i=Py_ssize_t)
    cpdef list within(self, Py_ssize_t start, Py_ssize_t end)
    cpdef bint hold_speech(self, Py_ssize_t start, Py_ssize_t end)
    cpdef bint is_title(self, Py_ssize_t start, Py_ssize_t end)


@cython.locals(at=Py_ssize_t, first=Py_ssize_t)
cpdef list words_in(str text, Py_ssize_t start, Py_ssize_t end, Py_ssize_t most=*)
