from discourse._statements_quotes cimport Quotes, words_in
from discourse._statements_words cimport VoiceWords


cdef class Attributed:
    cdef public object number, voice, speaker
    cdef public Py_ssize_t source_start, source_end, cue_start, cue_end, start, end
    cdef public str cue

    cpdef read(self, str text, object speakers, VoiceWords words)
    cpdef bint is_agency(self, VoiceWords words)
    cpdef bint is_reported(self, str text, Quotes quotes, VoiceWords words)
    cpdef bint is_subordinate(self, str text, object relatives, VoiceWords words)
    cpdef bint stands_in(self, tuple run)
    cpdef tuple cue_span(self)
    cpdef bint holds(self, Attributed other)
