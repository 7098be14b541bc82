cdef class VoiceWords:
    cdef public set subjects, finite, breaks, deeds, duties, agencies, by_source, inverting, passives, asides
    cdef public set quoting, conjunctions, base
    cdef public tuple active
    cdef public object quoted_as
