"""Tests of `b12desk.interop`."""
