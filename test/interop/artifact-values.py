"""Loads the pickles of a folder and says what they are; writes pickles of its own, in every protocol, for TypeScript to read."""
import datetime as dt
import decimal
import json
import math
import pathlib
import pickle
import sys
import types
import uuid

import numpy as np
import pandas as pd
import pyarrow as pa


def load(folder, name):
    return pickle.loads((folder / (name + ".pickle")).read_bytes())


def say(folder):
    get = lambda name: load(folder, name)
    cyclic, shared, views, instance, error = get("cyclic"), get("shared"), get("views"), get("instance"), get("error")
    views[1][0] = 1.5
    frame, nested = get("table"), get("nested")
    return {
        "numbers": [[type(x).__name__, repr(x)] for x in get("numbers")],
        "bigints": [str(x) for x in get("bigints")],
        "texts": [x.encode("utf-16-le", "surrogatepass").hex() for x in get("texts")],
        "dict": get("dict") == {"b": 1, "a": [True, None, 2.5], "__proto__": 1} and list(get("dict")) == ["b", "a", "__proto__"],
        "map": get("map") == {"x": 1, 2: "two", None: 3} and type(get("map")) is dict,
        "pairs": get("pairs") == [(1, "int"), (True, "bool")],
        "set": get("set") == {"a", 1} and type(get("set")) is set,
        "date": get("date") == dt.datetime(2024, 2, 29, 12, 34, 56, 789000, tzinfo=dt.timezone.utc) and get("date").tzinfo is dt.timezone.utc,
        "dateTooFar": get("dateTooFar"),
        "bytes": get("bytes") == b"\x00\xff" and type(get("bytes")) is bytes,
        "buffer": get("buffer") == bytearray(b"\x01\x02") and type(get("buffer")) is bytearray,
        "arrays": [[str(x.dtype), x.tolist(), x.flags.writeable] for x in get("arrays")],
        "views": [views[0].tobytes().hex(), str(views[1].dtype), views[0].base is not None],
        "emptyView": len(get("emptyView")[0]),
        "large": (lambda w, b, m: [str(w.dtype), len(w), w.sum(), w.flags.writeable, type(b).__name__, sum(b), type(m).__name__, len(m)])(*get("large").values()),
        "cyclic": cyclic["self"] is cyclic and cyclic["list"][0] is cyclic,
        "shared": shared[0] is shared[1],
        "undefined": get("undefined"),
        "holes": get("holes"),
        "sparse": get("sparse") == {1000000: "b", 5: "a"},
        "special": [get("special")["a"], get("special")["hidden"]],
        "instance": [type(instance) is types.SimpleNamespace, instance.__class_name__, instance.weights.tolist(), instance.inner.__class_name__],
        "error": [isinstance(error, Exception), str(error), error.__class_name__, error.n, str(error.cause)],
        "symbols": get("symbols"),
        "closure": get("closure"),
        "bound": get("bound"),
        "boxed": get("boxed"),
        "url": get("url"),
        "deep": depth(get("deep")),
        "table": [type(frame).__module__.split(".")[0], type(frame).__name__, str(frame.dtypes.to_dict()), frame["x"].tolist(), frame["i"].tolist(), frame["s"][0], bool(frame["s"].isna()[1])],
        "dictionary": str(get("dictionary")["d"].tolist()),
        "emptyTable": list(get("emptyTable").shape),
        "nested": [type(nested["table"]).__name__, nested["again"] is nested["table"], nested["column"].to_pylist(), nested["batch"].num_rows],
        "joint": (lambda j: [list(j), j["b"][0] is j["a"]])(get("joint")),
        "transition": get("transition") == (["train"], "rates"),
        "noTransition": get("noTransition"),
        "graph": get("graph") == {"steps": {"a": {"next": ["b"], "line": 3, "doc": "", "x": None}}, "pair": (1, "two", False)},
    }


def depth(node):
    count = 0
    while node is not None:
        node, count = node["next"], count + 1
    return count


def metaflow_values(folder):
    import metaflow  # plants ForeachFrame in __main__
    stack, exception = load(folder, "stack"), load(folder, "exception")
    return {
        "stack": [[type(f).__name__, f.step, f.var, f.num_splits, f.index, f.value] for f in stack],
        "exception": [type(exception).__name__, str(exception), exception.exception, exception.type],
    }


class Point:
    def __init__(self):
        self.x, self.y = 1, [2]


def own_values():
    shared = ["s"]
    cyclic = [1]
    cyclic.append(cyclic)
    by_int = {1: "a"}
    by_int["self"] = by_int
    return {
        "plain": [None, True, False, 0, 255, 256, 65536, -1, 2**31, -(2**31) - 1, 2**53 - 1, 2**53, 10**40, -(10**600), 1.5, -0.0, "text", "\u017elu\U0001f40e", "\ud800", b"\x00\xff" * 200, ""],
        "nested": {"a": [1, (2, 3), {"b": {4}}], "e": [], "t": (), "f": frozenset("x")},
        "shared": [shared, shared],
        "cyclic": cyclic,
        "by_int": by_int,
        "times": [dt.datetime(2024, 2, 29, 12, tzinfo=dt.timezone.utc), dt.datetime(2024, 2, 29, 12, tzinfo=dt.timezone(dt.timedelta(hours=-5))), dt.date(2024, 2, 29), dt.timedelta(1, 2, 3)],
        "exact": [decimal.Decimal("1.10"), uuid.UUID(int=5), pathlib.PurePosixPath("/a/b"), complex(1, -2)],
        "arrays": [np.array([1.5, -0.0]), np.array([1, 2], "u1"), np.arange(6, dtype="i4").reshape(2, 3), np.array([1, 2], ">i2"), np.array(["ab", "c"]), np.array([True, False]), np.float64(2.5), np.int64(7)],
        "object": Point(),
    }


def main():
    folder = pathlib.Path(sys.argv[1])
    answer = {**say(folder), **metaflow_values(folder)}
    for name, value in own_values().items():
        for protocol in range(0, 6):
            (folder / f"py-{name}-{protocol}.pickle").write_bytes(pickle.dumps(value, protocol))
    print(json.dumps(answer))


main()
