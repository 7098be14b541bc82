from discourse._speakers_phrases cimport read_phrase
from discourse._speakers_text cimport NamedText


cdef class Speakers(NamedText):
    cdef public object genre
    cdef public dict _resolved

    cpdef forget(self)
    cpdef resolve(self, Py_ssize_t start, Py_ssize_t end)
