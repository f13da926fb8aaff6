"""
Runs notebooks in the kernel `headwater` and in tslab as it is, one after the other in one kernel each. Standard input: [[source, …], …].
Into the file that the first argument names (the second is the folder to be in): for each notebook and kernel, [{failed, stdout, stderr}, …] of its cells and of one that prints all
variables, errors without their stacks; what stock tslab prints of the last value counts as
printed, and what ours gives as a result is written as tslab would print it.
"""

import ast
import json
import sys
import time

from kernel_talk import Talk, printed

look = """{
  const all = globalThis['__tslab__'].exports;
  const names = Object.keys(all).filter(name => !/^(tsLastExpr\\d*|__esModule)$/.test(name)).sort();
  const { inspect } = require('util');
  const text = names.map(name => `${name} = ${inspect(all[name], { depth: 6 })}`).join('\\n');
  console.log(text.replace(/\\n +(?:at|\\.{3} \\d+ lines) .*/g, ''));
}"""


def as_printed(text):
    """console.log shows a text as it is; inspect, and so a result, in quotes."""
    if text[:1] not in ("'", '"', "`"):
        return text + "\n"
    return ast.literal_eval(f'"""{text[1:-1]}"""' if text[0] == "`" else text) + "\n"


def run(talk, source, stop):
    messages, reply = talk.execute(source)
    results = [content["data"]["text/plain"] for kind, content in messages if kind == "execute_result"]
    failed = reply["status"] != "ok"
    if failed and stop:
        time.sleep(0.25)
    stdout = printed(messages) + "".join(map(as_printed, results))
    return {"failed": failed, "stdout": stdout, "stderr": "" if failed else printed(messages, "stderr")}


def everything(name, notebooks):
    """Stock tslab loses about every 500th of its messages: it gets a new kernel before that."""
    return [cells for start in range(0, len(notebooks), 12) for cells in in_one_kernel(name, notebooks[start : start + 12])]


def in_one_kernel(name, notebooks):
    talk = Talk(name, sys.argv[2])
    try:
        return [[run(talk, cell, name == "tslab") for cell in [*cells, look]] for cells in notebooks]
    finally:
        talk.close()


notebooks = json.load(sys.stdin)
results = {name: everything(name, notebooks) for name in ("tslab", "headwater")}
with open(sys.argv[1], "w", encoding="utf-8") as file:
    json.dump(results, file)
