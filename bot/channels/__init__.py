"""The ways to people: ``base`` says what a channel is, each folder beside it is one."""
