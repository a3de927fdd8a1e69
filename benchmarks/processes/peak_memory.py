"""`python -m benchmarks.processes.peak_memory COMMAND…`: run it, then print its peak memory in kilobytes.

Children are included. A process of its own, because Linux counts the memory of the parent at the fork as the child's.
"""

import resource
import subprocess
import sys

subprocess.run(sys.argv[1:], check=False)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
