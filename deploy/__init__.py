"""Several processes on one store: the servers around the program, to try on one machine and as an example."""
