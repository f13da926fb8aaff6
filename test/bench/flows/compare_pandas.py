"""The comparison as people write it with Metaflow's client and pandas. Prints milliseconds of each of three rounds in one process."""
import sys, time
import pandas as pd
from metaflow import Flow, namespace

namespace(None)
names = ["lr", "seed", "depth", "batch", "decay", "dropout", "width", "warmup", "loss", "score"] + [f"metric_{i}" for i in range(20)]
for _ in range(3):
    began = time.perf_counter()
    rows = []
    for run in list(Flow("Sweep").runs())[: int(sys.argv[1])]:
        if not run.successful:
            continue
        data = run.data
        rows.append({"run": run.id, "created": run.created_at, "tags": sorted(run.user_tags), **{name: getattr(data, name) for name in names}})
    frame = pd.DataFrame(rows)
    frame = frame[[name for name in frame.columns if name in ("run", "created") or frame[name].astype(str).nunique() > 1]]
    means = frame.groupby(["lr", "depth"])[["loss", "score"]].agg(["mean", "std"])
    best = frame.loc[frame["loss"].idxmin()]
    frame.to_html(), means.to_html()
    print(len(frame), best["run"], (time.perf_counter() - began) * 1000)
