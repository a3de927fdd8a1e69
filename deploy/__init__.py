"""Several processes on one store: the servers around the program, for trying on one machine and as an example."""
