cimport cython


cdef class Item:
    cdef public object exact, pattern, met
    cdef public list numbers


cdef class Items:
    cdef public dict known, written, begun, sizes, told
    cdef public object options

    cpdef add(self, number, case, text)
    cdef Item _enter(self, case, text)
    @cython.locals(found=list)
    cpdef list of(self, str word)
    @cython.locals(item=Item, head=Py_ssize_t, size=Py_ssize_t, found=list)
    cdef list _look_up(self, str word, str lower)


cdef class Waiting:
    cdef public dict by_other
    cdef public object others

    @cython.locals(met=list, entries=list)
    cpdef list met(self, found)


@cython.locals(item=Item, found=list, word=str)
cpdef tuple needs_met(Items items, list words)
