cimport cython

from discourse._attribution_contents cimport content_ends, content_starts, continuations
from discourse._attribution_features cimport (
    ContentValues, EndValues, MoreValues, SourceValues, StartValues, StopValues, Values, cue_shown,
)
from discourse._attribution_sources cimport source_options
from discourse._attribution_spans cimport Candidate, cue_ends, cue_starts, find_candidates
from discourse._attribution_tokens cimport Reading


cdef class Weights:
    cdef public dict tables, cues

    @cython.locals(table=dict, tables=list)
    cpdef list rows(self, str decision, tuple contexts)
    cpdef int cue(self, Reading reading, Candidate c)
    @cython.locals(weight=int, most=int, rows=list)
    cpdef best(self, str decision, list options, Values values)


@cython.locals(row=dict, total=long)
cdef int _weigh(list rows, tuple shown)
cpdef list decide(Reading reading, Weights weights)
cpdef decide_one(Reading reading, Weights weights, Candidate c)
