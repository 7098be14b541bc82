cdef class Answers(dict):
    pass
