"""Reads table files with pyarrow and DuckDB; prints, for each, its columns as test/fixtures/table-files/expected.json has them."""

import datetime
import json
import math
import sys

import duckdb
import pyarrow as pa
import pyarrow.ipc as ipc
import pyarrow.parquet as pq

NANOSECONDS = {"s": 10**9, "ms": 10**6, "us": 10**3, "ns": 1}
FACTORS = NANOSECONDS


def number(value):
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    return "-0" if value == 0 and math.copysign(1, value) < 0 else value


def integers(array, bits):
    return array.view(pa.int32() if bits == 32 else pa.int64()).to_pylist()


def values(array):
    """A canonical list of an array's values."""
    kind = array.type
    if isinstance(array, pa.ExtensionArray):
        return values(array.storage)
    if pa.types.is_dictionary(kind):
        known = values(array.dictionary)
        return [None if each is None else known[each] for each in array.indices.to_pylist()]
    if pa.types.is_null(kind):
        return [None] * len(array)
    if pa.types.is_boolean(kind):
        return array.to_pylist()
    if pa.types.is_integer(kind):
        return [None if each is None else str(each) for each in array.to_pylist()]
    if pa.types.is_floating(kind):
        return [None if each is None else number(float(each)) for each in array.to_pylist()]
    if pa.types.is_decimal(kind):
        return [None if each is None else format(each, "f") for each in array.to_pylist()]
    if pa.types.is_date(kind):
        return [None if each is None else each.isoformat() for each in array.to_pylist()]
    if pa.types.is_time(kind) or pa.types.is_timestamp(kind) or pa.types.is_duration(kind):
        found = integers(array, kind.bit_width)
        return [None if each is None else str(each * NANOSECONDS[kind.unit]) for each in found]
    if pa.types.is_struct(kind):
        columns = [values(each) for each in (array.field(at) for at in range(kind.num_fields))]
        valid = array.is_valid().to_pylist()
        return [[each[row] for each in columns] if valid[row] else None for row in range(len(array))]
    if pa.types.is_map(kind):
        keys, items = values(array.keys), values(array.items)
        return spans(array, lambda at: [keys[at], items[at]])
    if pa.types.is_fixed_size_list(kind):
        flat = values(array.values)
        size, start = kind.list_size, array.offset
        valid = array.is_valid().to_pylist()
        return [flat[(start + row) * size : (start + row + 1) * size] if valid[row] else None for row in range(len(array))]
    if pa.types.is_list(kind) or pa.types.is_large_list(kind):
        flat = values(array.values)
        return spans(array, lambda at: flat[at])
    if pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind):
        return array.to_pylist()
    if pa.types.is_union(kind):
        return [values(pa.array([each.as_py()]))[0] for each in array]
    if kind == pa.month_day_nano_interval():
        return [None if each is None else [str(part) for part in each] for each in array.to_pylist()]
    return [None if each is None else "0x" + each.hex() for each in array.to_pylist()]


def spans(array, value):
    offsets = array.offsets.to_pylist()
    valid = array.is_valid().to_pylist()
    return [[value(at) for at in range(offsets[row], offsets[row + 1])] if valid[row] else None for row in range(len(array))]


def column(table, at):
    return [each for chunk in table.column(at).chunks for each in values(chunk)]


def canonical(table):
    table.validate(full=True)
    return [{"name": name, "values": column(table, at)} for at, name in enumerate(table.column_names)]


def read(path, by):
    if by == "duckdb":
        return duckdb.sql(f"SELECT * FROM read_parquet('{path}')").to_arrow_table()
    return pq.read_table(path) if path.endswith(".parquet") else ipc.open_file(path).read_all()


def answer(path, by):
    try:
        return canonical(read(path, by))
    except Exception as error:
        return f"{type(error).__name__}: {error}"


print(json.dumps({path: answer(path, by) for path, by in (line.split("\t") for line in sys.stdin.read().splitlines())}))
