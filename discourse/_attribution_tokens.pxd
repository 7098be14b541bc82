cimport cython


cdef class Reading:
    cdef public str text, line, tags
    cdef public object words
    cdef public set read
    cdef public list _places, _spans, _firsts, lowered, cues, sentences, sentence_of, verb_before, shapes, quote_of, phrase_end, phrase_start

    @cython.locals(piece=str, found=tuple, low=tuple, kinds=str, spans=tuple, cues=tuple, place=Py_ssize_t,
                   token=Py_ssize_t, forms=list, lowered=list, tags=list)
    cdef tuple _split(self, str text)
    @cython.locals(a=Py_ssize_t, b=Py_ssize_t, spans=tuple, place=Py_ssize_t)
    cpdef tuple span(self, Py_ssize_t first, Py_ssize_t last)
    cpdef Py_ssize_t at(self, Py_ssize_t place, int side) except -1
    @cython.locals(start=Py_ssize_t, end=Py_ssize_t)
    cpdef find_phrases(self, Py_ssize_t first, Py_ssize_t last)
    @cython.locals(opening=Py_ssize_t, at=Py_ssize_t, i=Py_ssize_t, tag=str, low=str, form=str)
    cdef _settle(self, list forms, set met, list tags, Py_ssize_t first, Py_ssize_t last)
    cpdef paragraph_of(self, Py_ssize_t token)


@cython.locals(i=Py_ssize_t, places=list)
cdef list verbs_before(str line)
