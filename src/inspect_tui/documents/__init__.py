"""Papers made from domain objects.

A kind of paper (`minutes`) makes a `paper.Paper` that knows no format; a writer (`word`) turns it into a file.
"""
