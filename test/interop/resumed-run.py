"""Reads a resumed run with the stock client and prints what it found as JSON. argv: pathspec."""

import json
import sys

from metaflow import Run, namespace

namespace(None)
run = Run(sys.argv[1])
tasks = {task.pathspec: task for step in run.steps() for task in step}
parameters = run["_parameters"].task
print(
    json.dumps(
        {
            "successful": run.successful,
            "origin": run.origin_pathspec,
            "user": [tag for tag in run.system_tags if tag.startswith("user:")],
            "tags": sorted(run.user_tags),
            "steps": [step.id for step in run.steps()],
            "data": {each.id: repr(each.data) for each in run.end_task or []},
            "parameters": parameters.metadata_dict.get("origin-run-id"),
            "tasks": {
                path: {
                    "successful": task.successful,
                    "origin": task.origin_pathspec,
                    "run": task.metadata_dict.get("origin-run-id"),
                    "task": task.metadata_dict.get("origin-task-id"),
                    "root": task.metadata_dict.get("ds-root"),
                    "index": task.index,
                    "parents": sorted(each.pathspec for each in task.parent_tasks),
                    "children": sorted(each.pathspec for each in task.child_tasks),
                    "shas": {each.id: each.sha for each in task},
                }
                for path, task in tasks.items()
            },
        }
    )
)
