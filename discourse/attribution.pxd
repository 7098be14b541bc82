cpdef text_field(dict document, str name)
