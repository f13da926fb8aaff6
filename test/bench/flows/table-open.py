import sys
import time

from metaflow import Flow, namespace

namespace(None)
began = time.perf_counter()
table = Flow("TableFlow").latest_run.data.table
print((time.perf_counter() - began) * 1000, len(table), file=sys.stdout)
