"""What people do and ask: ``acts``, ``views`` and delivery's rows (``post``), each in one transaction."""
