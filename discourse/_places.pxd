cpdef list places_of(str text, str characters)
