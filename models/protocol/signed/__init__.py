"""The protocol with real keys: whatever the machine takes as given of signatures is checked here."""
