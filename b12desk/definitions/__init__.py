"""Form files (TOML) into one linted `Definition`, with every problem of every file listed at once."""

from b12desk.definitions.loader import load

__all__ = ["load"]
