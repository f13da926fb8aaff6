"""Reads the newest run of a flow with the real metaflow, and prints what it says of steps that catch failures as one line of JSON."""

import json
import sys

from metaflow import Flow, namespace

namespace(None)
run = Flow(sys.argv[1]).latest_run


def facts(step, variable):
    task = run[step].task
    value = task[variable].data
    return {
        "finished": task.finished,
        "successful": task.successful,
        "exception": task.exception is None,
        "attempt": task.current_attempt,
        "caught": "_catch_exception" in task,
        "variable": value is None,
        "message": None if value is None else "no data" in str(value),
        "artifacts": "_task_ok" in task and task["_task_ok"].data,
    }


found = {"successful": run.successful, "finished": run.finished}
print(json.dumps({**found, "train": facts("train", "failed"), "fine": facts("fine", "smooth")}))
