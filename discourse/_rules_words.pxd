cimport cython

from discourse._memory cimport Answers


cdef class Item:
    cdef public object exact, pattern
    cdef public str met


cdef class Items:
    cdef public dict known, written, begun, sizes, told
    cdef public object options

    @cython.locals(item=Item)
    cpdef add(self, need, case, text)
    cdef Item _enter(self, case, text)
    @cython.locals(found=list)
    cpdef list of(self, str word)
    @cython.locals(item=Item, head=Py_ssize_t, size=Py_ssize_t, found=list)
    cdef list _look_up(self, str word, str lower)


cdef class NeededWords(Answers):
    cdef public Items items
    cdef public dict waiting, told
    cdef public Py_ssize_t last


cdef class Waiting:
    cdef public list always, rest
    cdef public str others

    @cython.locals(needs=str, place=Py_ssize_t, met=list)
    cpdef list met(self, bytearray found)


@cython.locals(item=Item, word=str)
cpdef str needs_met(Items items, list words)
@cython.locals(met=str, reading=tuple, found=bytearray, marks="unsigned char*")
cpdef bytearray marked(list readings, Py_ssize_t last)
cpdef bint all_met(str needs, bytearray found) except -1
@cython.locals(needs=str)
cpdef bint one_met(tuple ways, bytearray found) except -1
