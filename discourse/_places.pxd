cimport cython


@cython.locals(place=Py_ssize_t, character=str)
cpdef list places_of(str text, str characters)
@cython.locals(low=Py_ssize_t, high=Py_ssize_t, middle=Py_ssize_t, at=Py_ssize_t)
cpdef Py_ssize_t count_before(list places, Py_ssize_t place) except -1
