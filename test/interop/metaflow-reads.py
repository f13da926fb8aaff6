"""Reads one run with the real Metaflow client and prints what it found as JSON; with a tag, adds it to the run."""

import datetime
import json
import sys

import numpy
import pandas
from metaflow import Flow, Run, namespace


def main(pathspec, tag):
    namespace(None)
    flow, run_id = pathspec.split("/")
    run = Run(pathspec)
    found = {
        "latest": Flow(flow).latest_run.id,
        "latest_successful": Flow(flow).latest_successful_run.id,
        "successful": run.successful,
        "finished": run.finished,
        "finished_at": run.finished_at.timestamp(),
        "created_at": run.created_at.timestamp(),
        "tags": sorted(run.user_tags),
        "system_tags": sorted(run.system_tags),
        "data": {each.id: describe(each.data) for each in run.end_task if not each.id.startswith("_")},
        "steps": {step.id: [describe_task(task) for task in step] for step in run.steps()},
        "code": describe_code(run.code),
    }
    if tag:
        run.add_tag(tag)
    print(json.dumps(found))


def describe_task(task):
    return {
        "id": task.id,
        "index": task.index,
        "successful": task.successful,
        "finished": task.finished,
        "stdout": task.stdout,
        "stderr": task.stderr,
        "exception": None if task.exception is None else str(task.exception),
        "parents": sorted(each.pathspec for each in task.parent_tasks),
        "children": sorted(each.pathspec for each in task.child_tasks),
        "sizes": {each.id: each.size for each in task if not each.id.startswith("_")},
        "artifacts": {each.id: describe(each.data) for each in task},
    }


def describe_code(code):
    if code is None:
        return None
    return {"script": code.script_name, "files": sorted(code.tarball.getnames()), "text": code.flowspec.decode()}


def describe(value):
    """A value as [type, content], both plain JSON; the content of a container is described in turn."""
    kind = f"{type(value).__module__}.{type(value).__qualname__}".removeprefix("builtins.")
    if value is None or isinstance(value, (bool, str)):
        return [kind, value]
    if isinstance(value, (int, float)):
        return [kind, repr(value)]
    if isinstance(value, (bytes, bytearray)):
        return [kind, bytes(value).hex()]
    if isinstance(value, (list, tuple)):
        return [kind, [describe(each) for each in value]]
    if isinstance(value, (set, frozenset)):
        return [kind, sorted(str(each) for each in value)]
    if isinstance(value, dict):
        return [kind, [[describe(key), describe(each)] for key, each in value.items()]]
    if isinstance(value, datetime.datetime):
        return [kind, value.astimezone(datetime.timezone.utc).isoformat(timespec="milliseconds")]
    if isinstance(value, numpy.ndarray):
        return [kind, [str(value.dtype), [repr(each) for each in value.tolist()]]]
    if isinstance(value, pandas.DataFrame):
        return [kind, [[name, str(value[name].dtype), [str(each) for each in value[name].tolist()]] for name in value.columns]]
    if hasattr(value, "__dict__"):
        return [kind, {name: describe(each) for name, each in vars(value).items()}]
    return [kind, repr(value)]


main(sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else None)
