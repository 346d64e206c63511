"""Tests of `b12desk.definitions`."""
