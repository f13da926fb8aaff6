"""Times of pyarrow for a table file: table-files.py make <arrow> | write <arrow> <parquet> | read <parquet>. Prints milliseconds."""

import sys
import time

import numpy as np
import pyarrow as pa
import pyarrow.ipc as ipc
import pyarrow.parquet as pq

# As the other side, which has one thread for it.
pa.set_cpu_count(1)
task, *paths = sys.argv[1:]
if task == "make":
    rows = 5_800_000
    random = np.random.default_rng(7)
    words = pa.array([f"carrier {each}" for each in range(200)])
    table = pa.table(
        {
            "id": np.arange(rows),
            "score": random.standard_normal(rows),
            "count": random.integers(0, 1000, rows, dtype="int32"),
            "name": words.take(pa.array(random.integers(0, 200, rows))),
        }
    )
    with ipc.new_file(paths[0], table.schema) as out:
        out.write_table(table)
    print(table.nbytes)
elif task == "write":
    table = ipc.open_file(paths[0]).read_all()
    began = time.perf_counter()
    pq.write_table(table, paths[1], compression="zstd")
    print((time.perf_counter() - began) * 1000)
else:
    began = time.perf_counter()
    table = pq.read_table(paths[0])
    print((time.perf_counter() - began) * 1000)
