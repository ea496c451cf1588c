"""One function for each question: rows read, a value given back, nothing written."""
