"""A reading order in which nothing comes before what it requires, and a map whose roads go one way."""

from types import SimpleNamespace

from likely.notebook.course import course


def page(id: str, *requires: str) -> SimpleNamespace:
    return SimpleNamespace(id=id, title=id.upper(), minutes=10, requires=requires)


def laid_out(*pages: SimpleNamespace):
    return course(pages)  # type: ignore[arg-type]


def test_order_roads_and_columns() -> None:
    made = laid_out(page("d", "b", "c", "a"), page("b", "a"), page("c", "a"), page("a", "elsewhere"))
    assert [stop.page.id for stop in made.stops] == ["a", "b", "c", "d"]
    assert made.stops[3].after == ("B", "C", "A")
    # from a to d there is a longer way already, so no road of its own
    assert {(road.start, road.end) for road in made.roads} == {("a", "b"), ("a", "c"), ("b", "d"), ("c", "d")}
    x = {stop.page.id: stop.x for stop in made.stops}
    assert x["a"] < x["b"] == x["c"] < x["d"]
    places = {(stop.x, stop.y) for stop in made.stops}
    assert len(places) == 4
    assert all(0 < a < made.width and 0 < b < made.height for a, b in places)
    assert made.minutes == 40


def test_a_ring_is_laid_out_all_the_same() -> None:
    made = laid_out(page("a", "b"), page("b", "a"))
    assert sorted(stop.page.id for stop in made.stops) == ["a", "b"]
    assert laid_out().stops == ()
