cimport cython


@cython.locals(before=Py_ssize_t, colon=Py_ssize_t, start=Py_ssize_t, end=Py_ssize_t)
cdef list _heads(str text)
