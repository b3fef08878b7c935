"""Models, unit of work, inbox and outbox."""
