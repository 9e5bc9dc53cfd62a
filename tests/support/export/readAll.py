"""Reads exported files as others do, and prints what they hold as JSON: the path of a file, and what each reader found in it."""

import json
import math
import struct
import sys
import warnings

import duckdb
import networkx as nx
import pandas as pd
import pyogrio.raw
from followthemoney import ValueEntity, model
from followthemoney.exc import InvalidData

warnings.simplefilter("error", UserWarning)


def plain(value):
    """A value of a table without the types of a library; null where there is none."""
    if value is None or (isinstance(value, float) and math.isnan(value)) or value is pd.NA:
        return None
    return value.item() if hasattr(value, "item") else value


def rows_of(frame):
    return [{str(name): plain(value) for name, value in row.items()} for row in frame.astype(object).to_dict("records")]


def by_duckdb(query):
    found = duckdb.sql(query)
    types = dict(zip(found.columns, [str(kind) for kind in found.types]))
    return types, [dict(zip(found.columns, row)) for row in found.fetchall()]


def parquet(path):
    quoted = path.replace("'", "''")
    types, rows = by_duckdb(f"SELECT * FROM '{quoted}'")
    return {"types": types, "duckdb": rows, "pandas": rows_of(pd.read_parquet(path))}


def csv(path):
    quoted = path.replace("'", "''")
    _, rows = by_duckdb(f"SELECT * FROM read_csv('{quoted}', all_varchar=true, header=true, delim=',', quote='\"', escape='\"', max_line_size=10000000)")
    return {"duckdb": rows, "pandas": rows_of(pd.read_csv(path, dtype=str, keep_default_na=False))}


def ftm(path):
    """The number of entities of each schema, values that the library drops, and references that lead nowhere or to a wrong schema."""
    lines = [json.loads(line) for line in open(path, encoding="utf-8", newline="\n")]
    schemata = {data["id"]: data["schema"] for data in lines}
    count, dropped, ends = {}, [], []
    for data in lines:
        proxy = ValueEntity.from_dict(data, cleaned=False)
        try:
            proxy.schema.validate(data)
        except InvalidData as error:
            dropped.append(f"{data['id']} {proxy.schema.name}: {error.errors}")
        count[proxy.schema.name] = count.get(proxy.schema.name, 0) + 1
        for name, values in data["properties"].items():
            if len(proxy.get(name)) != len(values):
                dropped.append(f"{proxy.schema.name}.{name}: {values}")
        for prop, value in proxy.itervalues():
            if prop.type.name == "entity" and not (value in schemata and model.get(schemata[value]).is_a(prop.range)):
                ends.append(f"{proxy.schema.name}.{prop.name} is a {schemata.get(value)}")
    return {"entities": len(lines), "ids": len(schemata), "schemata": count, "dropped": dropped, "ends": ends}


def geojson(path):
    meta, fids, geometry, fields = pyogrio.raw.read(path)
    points = []
    for shape in geometry:
        order = "<" if shape[0] == 1 else ">"
        kind, x, y = struct.unpack(order + "Idd", shape[1:21])
        points.append([x, y] if kind == 1 else None)
    columns = {str(name): [plain(value) for value in values] for name, values in zip(meta["fields"], fields)}
    return {"crs": meta["crs"], "type": meta["geometry_type"], "points": points, "columns": columns}


def graph(path):
    try:
        found = nx.read_gexf(path) if path.endswith(".gexf") else nx.read_graphml(path)
    except nx.NetworkXError as error:
        return {"error": str(error)}
    nodes = [{"id": node, **data} for node, data in found.nodes(data=True)]
    edges = [{"source": source, "target": target, **data} for source, target, data in found.edges(data=True)]
    if path.endswith(".graphml") and found.is_multigraph():
        edges = [{"source": source, "target": target, "id": key, **data} for source, target, key, data in found.edges(keys=True, data=True)]
    return {"type": type(found).__name__, "directed": found.is_directed(), "nodes": nodes, "edges": edges}


READERS = {"parquet": parquet, "csv": csv, "ftm": ftm, "geojson": geojson, "gexf": graph, "graphml": graph}

found = {}
for path in sys.argv[1:]:
    try:
        found[path] = READERS[path.rsplit(".", 1)[-1]](path)
    except Exception as error:
        found[path] = {"failed": repr(error)}
sys.stdout.write(json.dumps(found, default=str))
