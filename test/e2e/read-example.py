"""Reads a run of the example with the real metaflow and prints what it found as one line of JSON."""

import json
import sys

import pandas
from metaflow import Flow, Run, namespace

namespace(None)
pathspec = sys.argv[1]
run = Run(pathspec)
flow = Flow(pathspec.split("/")[0])
board = run.data.leaderboard
predictions = run.data.predictions
fits = list(run["train"])
run.add_tag("seen-by-python")


def neighbours(step):
    task = run[step].task
    return {
        "parents": sorted({each.parent.id for each in task.parent_tasks}),
        "children": sorted({each.parent.id for each in task.child_tasks}),
    }


print(
    json.dumps(
        {
            "latest": flow.latest_run.pathspec,
            "successful": flow.latest_run.successful,
            "steps": [each.id for each in run],
            "fits": sorted(each.index for each in fits),
            "tables": [isinstance(each, pandas.DataFrame) for each in (board, predictions, run.data.features)],
            "leaderboard": board.to_dict("list"),
            "predictions": {"rows": len(predictions), "columns": list(predictions.columns), "time": str(predictions["time"].dtype)},
            "best": run.data.best.candidate["name"],
            "airports": len(run.data.leaving.airports),
            "stdout": run["compare"].task.stdout,
            "compare": neighbours("compare"),
            "load": neighbours("load"),
            "code": run.code is not None and "client/examples/flight-delays.ipynb" in run.code.tarball.getnames(),
        }
    )
)
