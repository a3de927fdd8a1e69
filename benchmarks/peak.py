"""`python -m benchmarks.peak COMMAND…`: run it, then print the most kilobytes it or a child of it had.

In a process of its own, for Linux counts to a new process what the one that starts it has.
"""

import resource
import subprocess
import sys

subprocess.run(sys.argv[1:], check=False)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
