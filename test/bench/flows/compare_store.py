"""Writes a store of many finished runs with 8 parameters and 22 metrics each, file by file as Metaflow does, without running anything."""
import gzip, hashlib, json, math, os, pickle, sys

folder, count = sys.argv[1], int(sys.argv[2])
root = os.path.join(folder, ".metaflow")
flow = "Sweep"
first = 1_795_000_000_000_000
parameters = ["lr", "seed", "depth", "batch", "decay", "dropout", "width", "warmup"]
metrics = ["loss", "score"] + [f"metric_{i}" for i in range(20)]
written = set()


def write(path, value):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w") as file:
        file.write(value if isinstance(value, str) else json.dumps(value))


def blob(value):
    data = pickle.dumps(value, protocol=4)
    key = hashlib.sha1(data).hexdigest()
    if key not in written:
        written.add(key)
        path = os.path.join(root, flow, "data", key[:2], key)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(gzip.compress(data, compresslevel=3))
        write(path + "_meta", {"cas_raw": False, "cas_version": 1})
    return key, len(data), str(type(value))


def task(run, step, number, values, sysmeta, at):
    base = os.path.join(root, flow, run, step)
    ids = {"flow_id": flow, "run_number": run, "step_name": step}
    write(os.path.join(base, "_meta", "_self.json"), {**ids, "ts_epoch": at})
    here = os.path.join(base, number)
    write(os.path.join(here, "_meta", "_self.json"), {**ids, "task_id": number, "ts_epoch": at})
    found = {name: blob(value) for name, value in values.items()}
    info = {name: {"size": size, "type": kind, "encoding": "pickle-v4"} for name, (_, size, kind) in found.items()}
    objects = {name: key for name, (key, _, _) in found.items()}
    write(os.path.join(here, "0.data.json"), {"datastore": "local", "version": "1.0", "attempt": 0, "objects": objects, "info": info})
    write(os.path.join(here, "0.attempt.json"), {"time": at / 1000})
    write(os.path.join(here, "0.DONE.lock"), '""')
    for field, value in {"attempt": "0", "ds-type": "local", "ds-root": root, **sysmeta, "attempt_ok": "True", "attempt-done": "0"}.items():
        record = {**ids, "task_id": number, "field_name": field, "type": field, "value": value, "tags": ["attempt_id:0"], "user_name": "bench", "ts_epoch": at}
        write(os.path.join(here, "_meta", f"sysmeta_{field}_{at}.json"), record)
    for name, key in objects.items():
        record = {**ids, "task_id": number, "attempt_id": 0, "name": name, "content_type": "pickle-v4", "type": "metaflow.artifact", "sha": key, "ds_type": "local", "location": ":root:" + root, "flow_id": flow, "user_name": "bench", "tags": [], "system_tags": [], "ts_epoch": at}
        write(os.path.join(here, "_meta", f"0_artifact_{name}.json"), record)


steps = {name: {"name": name, "type": kind, "next": following} for name, kind, following in (("start", "start", ["end"]), ("end", "end", []))}
graph = {"start_step": "start", "end_step": "end", "parameters": [{"name": name, "type": "Parameter"} for name in parameters], "steps": steps}
common = {"name": flow, "_graph_info": graph, "_task_ok": True, "_success": True, "_foreach_stack": []}
write(os.path.join(root, flow, "_meta", "_self.json"), {"flow_id": flow, "ts_epoch": first // 1000})
for i in range(count):
    run, at = str(first + i * 1_000_000), (first + i * 1_000_000) // 1000
    ids = {"run_number": run, "flow_id": flow, "user_name": "bench", "ts_epoch": at}
    write(os.path.join(root, flow, run, "_meta", "_self.json"), {**ids, "tags": [], "system_tags": ["user:bench", "runtime:dev", "python_version:3.11"]})
    given = {"lr": 0.001 * (1 + i % 10), "seed": i // 10 % 5, "depth": 2 + i % 3, "batch": 32, "decay": 0.1, "dropout": 0.5, "width": 64, "warmup": 10}
    found = {name: math.sin(i + 1) * (k + 1) for k, name in enumerate(metrics)}
    task(run, "_parameters", "0", {**common, **given}, {"end_step": "end", "start_step": "start"}, at)
    task(run, "end", "1", {**common, **given, **found}, {}, at + 500)
