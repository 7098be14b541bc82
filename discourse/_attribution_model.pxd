from discourse._attribution_contents cimport content_ends, content_starts, continuations
from discourse._attribution_features cimport (
    ContentValues, EndValues, MoreValues, SourceValues, StartValues, StopValues,
)
from discourse._attribution_sources cimport source_options
from discourse._attribution_spans cimport Candidate, cue_ends, cue_starts, find_candidates
from discourse._attribution_tokens cimport Reading
from discourse._attribution_weights cimport Weights


cpdef list decide(Reading reading, Weights weights)
cpdef decide_one(Reading reading, Weights weights, Candidate c)
