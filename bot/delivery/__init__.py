"""From the outbox into the world: the relay and its senders."""
