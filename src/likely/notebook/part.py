"""Files of a site that are made together: their contents are kept, and remembered by what they rest on."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field

from likely.notebook.cache import Cache
from likely.notebook.marks import Looked, look


@dataclass(frozen=True)
class Part:
    """Path → digest of what the cache keeps, and what was read of the pages among them."""

    files: dict[str, str] = field(default_factory=dict)
    looked: dict[str, Looked] = field(default_factory=dict)

    def __or__(self, other: "Part") -> "Part":
        return Part(self.files | other.files, self.looked | other.looked)

    def kept(self) -> set[str]:
        """The digests of all that it needs the cache to keep."""
        return {*self.files.values(), *(looked.marks for looked in self.looked.values())}


def part(contents: Mapping[str, bytes], cache: Cache) -> Part:
    """Keep contents, by their paths."""
    looked = {path: look(content, cache) for path, content in contents.items() if path.endswith(".html")}
    return Part({path: cache.keep(content) for path, content in contents.items()}, looked)


def remembered(key: str, make: Callable[[], Mapping[str, bytes]], cache: Cache) -> Part:
    """The part of a key as it was made before, or made now."""
    known = cache.get(key)
    if known:
        found = Part(known["files"], {path: Looked(**looked) for path, looked in known["looked"].items()})
        if all(map(cache.has, found.kept())):
            return found
    made = part(make(), cache)
    cache.put(key, asdict(made))
    return made
