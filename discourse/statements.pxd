cimport cython

from discourse._statements_voice cimport Hearing


@cython.locals(hearing=Hearing, text=str, sentences=list, heard=list, rows=list, start=Py_ssize_t, end=Py_ssize_t, number=Py_ssize_t)
cpdef list _document_rows(dict document, object contents, object speakers)
