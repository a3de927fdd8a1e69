"""Commands that append to the log, one module for each kind of commit."""
