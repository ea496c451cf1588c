"""What wakes and what sends: the planner, the sender, the scheduler and the rehearsal clock."""
