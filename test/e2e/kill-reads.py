"""Reads runs with the real Metaflow client, one pathspec a line on stdin; answers with one JSON line each: what it takes for finished, and what does not load."""

import json
import sys

from metaflow import Run, namespace


def main():
    namespace(None)
    for line in sys.stdin:
        print(json.dumps(read(line.strip())), flush=True)


def read(pathspec):
    finished, broken, successful = [], [], None
    try:
        run = Run(pathspec)
        successful = run.successful
        for step in run.steps():
            for task in step:
                read_task(task, finished, broken)
    except Exception as error:
        broken.append([pathspec, repr(error)])
    return {"successful": successful, "finished": sorted(finished), "broken": broken}


def read_task(task, finished, broken):
    try:
        names = [each.id for each in task]
        if not task.finished and not names:
            return
        if task.successful:
            finished.append("/".join(task.pathspec.split("/")[2:]))
        for name in names:
            if not name.startswith("_"):
                task[name].data
        if names:
            task[names[0]].size
            task.stdout
    except Exception as error:
        broken.append([task.pathspec, repr(error)])


main()
