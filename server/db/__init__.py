"""What the server keeps, and how it writes it down so that it stays written."""
