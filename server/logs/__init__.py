"""The logs: appended to whole batches at a time, in one order, read back from any cursor, and never merged here."""
