"""What wakes and what sends: the scheduler, the planner, the sender and the rehearsal clock.

Delivery reaches people through ``channels.base`` alone and never needs the office.
"""
