"""Reads exported files with NetworkX, pandas, DuckDB and FollowTheMoney; prints what they found as JSON."""

import json
import sys
import warnings

import duckdb
import networkx as nx
import pandas as pd
from followthemoney import ValueEntity, model

warnings.simplefilter("error", UserWarning)
found = {}
for path in sys.argv[1:]:
    name = path.rsplit("/", 1)[-1]
    if name.endswith(".parquet"):
        frame = pd.read_parquet(path)
        quoted = path.replace("'", "''")
        rows = duckdb.sql(f"SELECT count(*) FROM '{quoted}'").fetchall()[0][0]
        types = {column: kind for column, kind, *_ in duckdb.sql(f"DESCRIBE SELECT * FROM '{quoted}'").fetchall()}
        first = json.loads(frame.head(1).to_json(orient="records", force_ascii=False))
        found[name] = {"pandas": len(frame), "duckdb": rows, "types": types, "first": first}
    elif name.endswith(".ftm"):
        schemata = {}
        dropped = 0
        for line in open(path, encoding="utf-8"):
            data = json.loads(line)
            proxy = ValueEntity.from_dict(data, cleaned=False)
            model.get(proxy.schema.name).validate(data)
            schemata[proxy.schema.name] = schemata.get(proxy.schema.name, 0) + 1
            dropped += sum(len(values) for values in data["properties"].values()) - len(list(proxy.itervalues()))
        found[name] = {"schemata": schemata, "dropped": dropped}
    else:
        try:
            graph = nx.read_gexf(path) if name.endswith(".gexf") else nx.read_graphml(path)
            found[name] = {
                "type": type(graph).__name__,
                "nodes": graph.number_of_nodes(),
                "edges": graph.number_of_edges(),
                "weights": len([1 for *_, data in graph.edges(data=True) if data.get("weight", 0) > 0]),
            }
        except nx.NetworkXError as error:
            found[name] = {"error": str(error)}
print(json.dumps(found))
