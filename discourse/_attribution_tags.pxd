cimport cython

from discourse._places cimport places_of


cpdef str corrected(str line)
@cython.locals(done=Py_ssize_t, place=Py_ssize_t)
cdef str _replaced(str line, list places, str tag)
cdef Py_UCS4 _tag_at(str line, Py_ssize_t i)
@cython.locals(following=Py_UCS4, second=Py_UCS4)
cdef bint _is_verb(str line, Py_ssize_t i)
@cython.locals(tag=Py_UCS4, second=Py_UCS4, before=Py_UCS4, after=Py_UCS4)
cdef bint _is_noun(str line, Py_ssize_t i)
@cython.locals(tag=Py_UCS4, second=Py_UCS4, before=Py_UCS4, after=Py_UCS4)
cdef bint _is_adjective(str line, Py_ssize_t i)
cdef bint _is_subject(str line, Py_ssize_t i)
