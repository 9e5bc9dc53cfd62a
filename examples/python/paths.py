"""python paths.py URL QUESTIONS FILE: how pairs of actors are connected, one question after the other, as a table in a CSV file."""

import sys
from itertools import combinations, islice

import pandas as pd
from dates import with_days
from gql import Client, GraphQLRequest
from gql.transport.httpx import HTTPXTransport
from waiting import WaitingTransport

ACTORS = """
query Actors($after: String) {
  actors(first: 100, after: $after) { nodes { slug } pageInfo { endCursor hasNextPage } }
}
"""

PATHS = """
query Paths($from: ID!, $to: ID!) {
  paths(from: $from, to: $to, maxDepth: 3, maxPaths: 3) {
    paths { statement sign confidence validity { start end attestedFrom attestedUntil } }
  }
}
"""

DATES = ["start", "end", "attestedFrom", "attestedUntil"]


# region questions
def all_actors(session) -> list[str]:
    """The slugs of all actors, page by page."""
    slugs, page = [], {"endCursor": None, "hasNextPage": True}
    while page["hasNextPage"]:
        actors = session.execute(GraphQLRequest(ACTORS, variable_values={"after": page["endCursor"]}))["actors"]
        slugs += [node["slug"] for node in actors["nodes"]]
        page = actors["pageInfo"]
    return slugs


def paths_between(session, start: str, end: str) -> list[dict]:
    """The best paths between two actors, a row each."""
    answer = session.execute(GraphQLRequest(PATHS, variable_values={"from": start, "to": end}))["paths"]
    return [
        {"from": start, "to": end, "statement": path["statement"], "sign": path["sign"], "confidence": path["confidence"]}
        | {column: (path["validity"] or {}).get(column) for column in DATES}
        for path in (answer["paths"] if answer else [])
    ]


def main(url: str, questions: int, file: str) -> None:
    transport = HTTPXTransport(url=url, transport=WaitingTransport(), timeout=30)
    with Client(transport=transport) as session:
        pairs = list(islice(combinations(all_actors(session), 2), questions))
        rows = [row for start, end in pairs for row in paths_between(session, start, end)]
    table = pd.DataFrame(rows, dtype=object).astype({"confidence": "float64"})
    for column in DATES:
        table = with_days(table, column)
    table.to_csv(file, index=False)
    print(f"{len(pairs)} questions, {len(table)} paths")
# endregion


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), sys.argv[3])
