"""Reads a hand-made store of ours with the stock client and prints what it found as JSON. argv: pathspec, a tag to add, a tag to remove."""

import json
import sys

from metaflow import Flow, Run, namespace



def as_text(content):
    return content.decode("utf-8") if isinstance(content, bytes) else content


namespace(None)
run = Run(sys.argv[1])
flow = Flow(sys.argv[1].split("/")[0])
tasks = {task.pathspec: task for step in run.steps() for task in step}
found = {
    "runs": [each.id for each in flow.runs()],
    "successful": run.successful,
    "tags": sorted(run.user_tags),
    "code": run.code and {"script": run.code.script_name, "text": as_text(run.code.flowspec)},
    "origin": run.origin_pathspec,
    "tasks": {
        path: {
            "index": task.index,
            "stdout": task.stdout,
            "stderr": task.stderr,
            "stdout_size": task.stdout_size,
            "parents": sorted(each.pathspec for each in task.parent_tasks),
            "children": sorted(each.pathspec for each in task.child_tasks),
            "attempt": task.current_attempt,
            "successful": task.successful,
            "data": {each.id: [repr(each.data), each.size, each.sha] for each in task},
            "metadata": task.metadata_dict,
        }
        for path, task in tasks.items()
    },
}
run.replace_tag(sys.argv[3], sys.argv[2])
print(json.dumps(found))
