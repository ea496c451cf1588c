"""Delivery under fire: the real program as processes against a hostile Bot API server.

``hostile`` is that server, ``clock`` the time that all of them share, ``parent`` what starts programs quickly,
``town`` the register, ``world`` all of it together; the ``…_rows`` are the faults with what must come of each, and
``kills`` the loops. ``make faults`` and ``make kills`` run them.
"""
