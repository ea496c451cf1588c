"""E-mail: out only. Whoever reads it answers by the link that stands in it. The SMTP library lives here alone."""

from tasks_db.register.people import MAIL

NAME = MAIL
"""What accounts by e-mail are called in the register."""
