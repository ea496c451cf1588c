"""Settings, the clock and the logs."""
