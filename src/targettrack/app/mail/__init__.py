"""Mail: composed, put into the outbox, sent; alerts and schedules."""
