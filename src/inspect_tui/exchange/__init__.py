"""Session files: bytes in, bytes out."""
