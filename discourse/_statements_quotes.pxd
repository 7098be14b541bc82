cdef class Quotes:
    cdef public str text
    cdef public list runs, starts

    cdef Py_ssize_t _goes_on(self, Py_ssize_t place)
    cdef bint _closes(self, object match)
    cpdef list within(self, Py_ssize_t start, Py_ssize_t end)
    cpdef bint hold_speech(self, Py_ssize_t start, Py_ssize_t end)
    cpdef bint is_title(self, Py_ssize_t start, Py_ssize_t end)
