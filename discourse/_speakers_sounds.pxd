from discourse._memory cimport Answers


cdef class Sounds(Answers):
    pass


cdef Sounds SOUNDS


cpdef str sound(str word)
