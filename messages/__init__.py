"""What people read: values in, text, buttons and documents out."""
