cimport cython


@cython.locals(tag=Py_UCS4, i=Py_ssize_t, start=Py_ssize_t, nouns=Py_ssize_t, end=Py_ssize_t)
cpdef Py_ssize_t phrase_end(str line, Py_ssize_t first, Py_ssize_t last)
cdef Py_ssize_t _behind(Py_UCS4 tag, str line, Py_ssize_t i, Py_ssize_t last)
cdef Py_ssize_t _nouns_end(str line, Py_ssize_t i, Py_ssize_t last)
@cython.locals(closing=Py_ssize_t, link=Py_UCS4, following=Py_UCS4)
cdef Py_ssize_t _with_names(str line, Py_ssize_t i, Py_ssize_t last)
@cython.locals(nouns=Py_ssize_t, end=Py_ssize_t)
cdef Py_ssize_t _with_owners(str line, Py_ssize_t i, Py_ssize_t last)
