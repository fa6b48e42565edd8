"""The model file: a Parquet table of n-grams and how often each occurred, with a header in its metadata.

Columns `token_1` … `token_N` (text; whole numbers for bytes) and `count`. A null stands for a start mark
before the last column, and for an end of line in it. Any Parquet reader opens it. The metadata key `likely`
holds JSON: {"likely": 1, "kind": "ngram", "order", "unit", "sentences"}.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from likely.data.ngrams import SENTENCES, Layout
from likely.data.runs import Run, sorted_run
from likely.data.tokens import END, FIRST, START
from likely.errors import DataError
from likely.fit.ngram.model import NgramModel, Trie
from likely.fit.whole import whole

VERSION = 1
ROWS = 1 << 20  # of a row group


def is_model(path: str | Path) -> bool:
    """True if the file begins as Parquet does."""
    try:
        with Path(path).open("rb") as stream:
            return stream.read(4) == b"PAR1"
    except OSError:
        return False


def save_ngram(model: NgramModel, path: str | Path) -> None:
    """Write a model, whole or not at all."""
    layout = Layout.of(model.order, model.unit)
    run = Run(tuple(layout.pack(model.trie.ngrams())), model.trie.counts)
    header = {"order": model.order, "unit": model.unit, "sentences": model.sentences}
    for _ in write(path, [run], layout, model.tokens, header):
        pass


def write(
    path: str | Path,
    pieces: Iterable[Run],
    layout: Layout,
    tokens: Sequence[str | int],
    header: Mapping[str, Any],
) -> Iterator[Run]:
    """Writes the pieces as they pass. The file appears under its name when all of it is there."""
    import pyarrow as pa
    import pyarrow.parquet as parquet

    names = [f"token_{i + 1}" for i in range(layout.order)]
    kind = pa.int16() if header["unit"] == "bytes" else pa.string()
    text = json.dumps({"likely": VERSION, "kind": "ngram", **header})
    schema = pa.schema([*((name, kind) for name in names), ("count", pa.int64())], metadata={"likely": text})
    words = pa.array([*[None] * FIRST, *tokens], type=kind)
    with whole(path) as draft, parquet.ParquetWriter(draft, schema, compression="zstd") as writer:
        for run in pieces:
            columns = layout.unpack(run.keys)
            for start in range(0, len(run), ROWS):
                rows = slice(start, start + ROWS)
                arrays = [words.take(pa.array(column[rows])) for column in columns]
                writer.write_table(pa.Table.from_arrays([*arrays, pa.array(run.counts[rows])], schema=schema))
            yield run


def load_ngram(path: str | Path) -> NgramModel:
    """Read a model file. The whole model is held in memory."""
    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.parquet as parquet

    try:
        schema = parquet.read_schema(path)
        header = json.loads((schema.metadata or {}).get(b"likely", b"{}"))
        if header.get("likely") != VERSION or header.get("kind") != "ngram":
            raise ValueError
        layout = Layout.of(int(header["order"]), header["unit"])
        names = [f"token_{i + 1}" for i in range(layout.order)]
        if header["sentences"] not in SENTENCES or schema.names != [*names, "count"]:
            raise ValueError
        table = parquet.read_table(path, read_dictionary=[] if header["unit"] == "bytes" else names)
    except OSError as problem:
        if isinstance(problem, FileNotFoundError):
            raise DataError(f"{path}: no such file or directory · check the path") from None
        raise _damaged(path) from None
    except (pa.ArrowException, ValueError, KeyError, TypeError):
        raise _damaged(path) from None
    everything = [table.column(name) for name in names]
    if header["unit"] != "bytes":
        everything = [column.unify_dictionaries() for column in everything]
        kinds = [chunk.dictionary for column in everything for chunk in column.chunks[:1]]
    else:
        kinds = [column.unique() for column in everything]
        kinds = [kind.combine_chunks() if hasattr(kind, "combine_chunks") else kind for kind in kinds]
    tokens = pc.drop_null(pa.concat_arrays(kinds)).unique()
    columns = []
    for i, column in enumerate(everything):
        found = pc.index_in(column.cast(tokens.type), tokens)
        mark = END if i == layout.order - 1 else START
        numbers = pc.fill_null(pc.add(found.cast(pa.int64()), FIRST), mark)
        columns.append(numbers.to_numpy().astype(np.uint64))
    counts = table.column("count").to_numpy().astype(np.int64)
    if not len(counts) or counts.min() < 1:
        raise _damaged(path)
    run = sorted_run(layout.pack(columns), counts)
    return NgramModel(
        layout.order,
        header["unit"],
        header["sentences"],
        tuple(tokens.to_pylist()),
        Trie.of(layout.unpack(run.keys), run.counts),
        int(counts.sum()),
    )


def _damaged(path: str | Path) -> DataError:
    return DataError(
        f"{path}: not a model of n-grams that this version reads (format {VERSION}) · write one with "
        "likely fit ngram CORPUS --save FILE"
    )
