"""B12 Desk: a questionnaire that says which risk factors suggest a blood test.

It supports a clinician's decision. It never diagnoses and never gives a patient a result.
"""

__version__ = "0.1.0"
