"""
Start and simple cells of the kernel `headwater` beside stock tslab, in turns, on this machine: `.python/bin/python test/bench/kernels.py [rounds]`.
Start: from starting the process to the answer of the first cell. Cell: from sending `n + 1` to its answer, the median of 30.
"""

import statistics
import sys
import time

from jupyter_client.manager import start_new_kernel


def measure(name):
    began = time.perf_counter()
    manager, client = start_new_kernel(kernel_name=name)
    try:
        client.execute("let n = 1;", reply=True, timeout=60)
        started = time.perf_counter() - began
        return started, statistics.median(cell(client) for _ in range(30))
    finally:
        client.stop_channels()
        manager.shutdown_kernel()


def cell(client):
    began = time.perf_counter()
    client.execute("n + 1", reply=True, timeout=60)
    return time.perf_counter() - began


rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
times = {"tslab": [], "headwater": []}
for _ in range(rounds):
    for name, found in times.items():
        found.append(measure(name))
medians = {name: [statistics.median(each) for each in zip(*found)] for name, found in times.items()}
for name, (start, one) in medians.items():
    print(f"{name:10} start {start:5.2f} s   cell {1000 * one:6.1f} ms")
start, one = (ours / stock for ours, stock in zip(medians["headwater"], medians["tslab"]))
print(f"{'ratio':10} start {start:5.2f}     cell {one:6.2f}")
