"""Values, and every decision over them. Nothing here sees a row, a session or a clock."""
