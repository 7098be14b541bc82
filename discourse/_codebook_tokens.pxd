cimport cython


cpdef list parts(str word, start, end)
cpdef bint plain(str word) except -1
@cython.locals(word=str)
cpdef list words_of(str text)
@cython.locals(word=str)
cpdef list chunk_words(str chunk)
@cython.locals(word=str)
cpdef str spelling(list words)


cdef class Line:
    cdef public list chunks, read
    cdef public str text
    cdef str _spelled
    cdef object _matched
    cdef list _words, _starts

    @cython.locals(text=str, chunk=str, reading=tuple, at=Py_ssize_t, start=Py_ssize_t, end=Py_ssize_t, words=list)
    cdef list _read_words(self)
    cpdef Py_ssize_t index(self, Py_ssize_t position) except -1
    cpdef str before(self, Py_ssize_t index, Py_ssize_t count)
    @cython.locals(first=Py_ssize_t, last=Py_ssize_t, words=list)
    cpdef tuple span(self, Py_ssize_t start, Py_ssize_t end)
