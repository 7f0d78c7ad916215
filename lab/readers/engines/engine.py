"""What a reader is asked about a data set, and its answer as JSON. Each engine has a module of its own that answers."""

import json
import os
import sys
import traceback

import pyarrow as pa


class DataSet:
    """Files that are read together."""

    def __init__(self, corpus, name):
        self.name = name
        self.folder = os.path.join(corpus, name)
        with open(os.path.join(self.folder, "expected.json"), encoding="utf-8") as file:
            expected = json.load(file)
        self.in_folders = expected["inFolders"]
        self.columns = {column["name"]: column["type"] for column in expected["columns"]}
        self.of_path = {column["name"] for column in expected["columns"] if column["place"] == "path"}
        self.names = list(expected["files"])
        self.paths = [os.path.join(corpus, name) for name in self.names]
        self.filters = expected["filters"]

    @property
    def root(self):
        """The folder in which the partitions are, where the files lie in folders."""
        return os.path.join(self.folder, "events")


class Engine:
    """
    A reader. An answer it has none for is None; a column that it doesn't offer is missing.
    The values are Python's str, int, float and bool; a time is microseconds since 1970.
    """

    # Whether the columns of the path are read as columns.
    reads_folders = True

    def read(self, data):
        """Opens a data set; what it returns is passed to the others."""
        raise NotImplementedError

    def rows(self, table):
        """All rows, as an Arrow table or a dict of lists."""
        raise NotImplementedError

    def count(self, table):
        """How many rows there are."""
        raise NotImplementedError

    def aggregate(self, table, function, column):
        """The count, min or max of a column."""
        raise NotImplementedError

    def aggregates(self, table, function, columns):
        """Those of all columns, each by itself, so that each may come from statistics."""
        return {name: attempt(lambda name=name: self.aggregate(table, function, name)) for name in columns}

    def where(self, table, column, operator, value):
        """The sequence numbers of the rows that match; None where another way of the same engine is asked."""
        raise NotImplementedError

    def footer(self, path):
        """What the file says of each of its columns: (nulls, min, max), where the engine shows it."""
        return None


def values(column):
    """An Arrow column as plain values."""
    if pa.types.is_dictionary(column.type):
        column = column.cast(column.type.value_type)
    if pa.types.is_timestamp(column.type):
        column = column.cast(pa.timestamp("us", column.type.tz)).cast(pa.int64())
    return column.to_pylist()


def plain(column_type, value):
    """As the expectation spells it: a double is a string, since JSON's numbers may lose the sign of a zero."""
    return repr(float(value)) if column_type == "double" and value is not None else value


def attempt(ask):
    """The answer, or the error."""
    try:
        return ask()
    except Exception as error:  # whatever the engine throws is its answer
        if os.environ.get("TRACE"):
            traceback.print_exc()
        # Without a Java stack's lines, of which the causes are the last.
        lines = [line for line in str(error).splitlines() if not line.startswith("\tat ")]
        return {"error": f"{type(error).__name__}: {' '.join(lines)}"[:4000]}


def failed(value):
    return isinstance(value, dict)


def answer(engine, data):
    table = engine.read(data)
    columns = [name for name in data.columns if engine.reads_folders or name not in data.of_path]

    def rows():
        found = engine.rows(table)
        if isinstance(found, pa.Table):
            found = {name: values(found[name]) for name in found.column_names}
        order = sorted(range(len(found["sequence_number"])), key=lambda i: str(found["sequence_number"][i]))
        return {name: [plain(data.columns.get(name), found[name][i]) for i in order] for name in found}

    def aggregates(function):
        found = engine.aggregates(table, function, columns)
        return found if function == "count" else {
            name: value if failed(value) else plain(data.columns[name], value) for name, value in found.items()}

    def where(condition):
        value = condition["value"]
        if data.columns[condition["column"]] == "double":
            value = float(value)
        found = engine.where(table, condition["column"], condition["operator"], value)
        return None if found is None else sorted(found)

    def footers():
        found = {}
        for name, path in zip(data.names, data.paths):
            footer = engine.footer(path)
            if footer is None:
                return None
            found[name] = {
                column: {"nulls": nulls, "min": plain(data.columns[column], low), "max": plain(data.columns[column], high)}
                for column, (nulls, low, high) in footer.items()
            }
        return found

    return {
        "columns": columns,
        "values": attempt(rows),
        "rows": attempt(lambda: engine.count(table)),
        "count": attempt(lambda: aggregates("count")),
        "min": attempt(lambda: aggregates("min")),
        "max": attempt(lambda: aggregates("max")),
        "filters": [attempt(lambda condition=condition: where(condition)) for condition in data.filters],
        "files": attempt(footers),
    }


def write_answer(engine, corpus, name, path):
    found = attempt(lambda: answer(engine, DataSet(corpus, name)))
    with open(path, "w", encoding="utf-8") as file:
        json.dump(found, file)


def in_a_child(engine, corpus, name, path):
    """A broken file may crash the reader, which is an answer, too."""
    child = os.fork()
    if child == 0:
        write_answer(engine, corpus, name, path)
        os._exit(0)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if status != 0:
        with open(path, "w", encoding="utf-8") as file:
            json.dump({"error": f"the reader's process ended with {status}"}, file)


def run(engines, ask=in_a_child):
    """Answers for every data set: the arguments are pairs of a corpus and a folder for the answers."""
    for corpus, answers in zip(sys.argv[1::2], sys.argv[2::2]):
        for label, engine in engines.items():
            folder = os.path.join(answers, label)
            os.makedirs(folder, exist_ok=True)
            for name in sorted(os.listdir(corpus)):
                ask(engine, corpus, name, os.path.join(folder, name + ".json"))
