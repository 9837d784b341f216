"""Papers made from domain objects.

A kind of paper (`minutes`) makes a `paper.Paper` that knows no format; a writer (`word`, `pdf`, `html`) turns it into a
file.
"""
