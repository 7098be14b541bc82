cimport cython

from discourse._places cimport count_before
from discourse._statements_attributed cimport Attributed
from discourse._statements_quotes cimport Quotes, words_in
from discourse._statements_words cimport VoiceWords


cdef double ENOUGH, SPOKEN, GOING_ON
cdef Py_ssize_t NEAR, BESIDE


cdef class Hearing:
    cdef public str text
    cdef public list speech, spoken_from, contents, starts
    cdef public object speakers
    cdef public VoiceWords words
    cdef public object relatives
    cdef public Py_ssize_t longest
    cdef public Quotes quotes
    cdef public tuple last, previous

    @cython.locals(content=Attributed)
    cdef _read_contents(self)
    @cython.locals(content=Attributed, i=Py_ssize_t)
    cpdef tuple of(self, Py_ssize_t start, Py_ssize_t end)
    @cython.locals(a=Py_ssize_t, b=Py_ssize_t, share=double)
    cdef tuple _spoken(self, list runs, Py_ssize_t start, Py_ssize_t end)
    @cython.locals(content=Attributed, low=Py_ssize_t, high=Py_ssize_t, i=Py_ssize_t)
    cdef list _touching(self, Py_ssize_t start, Py_ssize_t end)
    @cython.locals(content=Attributed, best=Attributed)
    cdef Attributed _content(self, list contents, Py_ssize_t start, Py_ssize_t end, tuple run)
    @cython.locals(content=Attributed, best=Attributed)
    cdef Attributed _nearest(self, Py_ssize_t start, tuple run)
    cdef bint _is_beside(self, Attributed content, tuple run)
    cdef _named_after(self, tuple run)
    cdef _introduced(self, Py_ssize_t start)
    @cython.locals(other=Attributed, a=Py_ssize_t, b=Py_ssize_t)
    cdef _voice(self, Attributed content, list contents, list runs, Py_ssize_t start, Py_ssize_t end)
    cdef bint _is_clause(self, Py_ssize_t start, Py_ssize_t end, Py_ssize_t sentence)


cdef bint _has_letters(str text, Py_ssize_t start, Py_ssize_t end)
@cython.locals(other=Attributed)
cdef bint _is_held(Attributed content, list contents)
