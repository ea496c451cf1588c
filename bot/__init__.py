"""How people reach the register: the office, delivery, the channels, the terminal and the sample."""
