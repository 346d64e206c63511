"""The waiting room: pages on which a patient answers alone, on a touch screen."""
