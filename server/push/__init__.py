"""Pushes: from what is due to a browser's push service, which learns neither what is said nor about whom."""
