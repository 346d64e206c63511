"""What a person sees: Qt widgets without truth. What decides lives in ``engine``; here it is drawn and asked.

Nothing is imported here, so that the first paint pays only for ``window`` and ``start``.
"""
