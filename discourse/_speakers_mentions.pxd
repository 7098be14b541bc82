cimport cython


cdef class Entity:
    cdef public object name, side
    cdef public str kind, gender
    cdef public Py_ssize_t first
    cdef public bint owned
    cdef public list roles, places
    cdef public set words


cdef class Mention:
    cdef public Py_ssize_t start, end, name_start
    cdef public str kind, name, sound, gender
    cdef public object side
    cdef public tuple title, words, adjectives
    cdef public bint owned, quoted, sure, likely
    cdef public Entity entity

    @cython.locals(other=Mention)
    cpdef Mention at(self, Py_ssize_t place)
