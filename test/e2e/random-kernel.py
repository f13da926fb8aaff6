"""Runs notebooks in the tslab kernel through Jupyter, each in a fresh kernel: `random-kernel.py < [{folder, cells}] > [[{ok, stdout}]]`."""
import json
import sys

from jupyter_client.manager import start_new_kernel


def run(folder, cells):
    manager, client = start_new_kernel(kernel_name="tslab", cwd=folder, startup_timeout=120)
    results = []
    try:
        for source in cells:
            printed = {"stdout": "", "stderr": ""}

            def hear(message):
                if message["msg_type"] == "stream":
                    printed[message["content"]["name"]] += message["content"]["text"]

            reply = client.execute_interactive(source, output_hook=hear, timeout=120)
            ok = reply["content"]["status"] == "ok"
            results.append({"ok": ok, "stdout": printed["stdout"]})
            if not ok:
                break
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
    return results


print(json.dumps([run(each["folder"], each["cells"]) for each in json.load(sys.stdin)]))
