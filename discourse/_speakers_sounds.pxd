cimport cython


cdef dict SOUNDS


cpdef str sound(str word)
@cython.locals(heard=str)
cdef str _heard(str word)
