"""What a measurement returns, and how measurements are found."""

import operator
from collections.abc import Callable, Iterator
from dataclasses import dataclass

COMPARE = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "=": operator.eq,
}


@dataclass(frozen=True, kw_only=True)
class Row:
    """One measured value. With a reference measured in the same run, the aim is about the ratio to it."""

    name: str
    value: float
    unit: str
    aim: str  # e.g. "< 5"
    reference: str = ""
    reference_value: float | None = None

    @property
    def ratio(self) -> float | None:
        return self.value / self.reference_value if self.reference_value else None

    @property
    def holds(self) -> bool:
        sign, number = self.aim.split()
        return bool(COMPARE[sign](self.value if self.ratio is None else self.ratio, float(number)))


Measurement = Callable[[], Iterator[Row]]
_measurements: list[tuple[tuple[str, ...], Measurement]] = []


def measures(*names: str) -> Callable[[Measurement], Measurement]:
    """Registers a measurement under the names of the rows it will give."""

    def register(measurement: Measurement) -> Measurement:
        _measurements.append((names, measurement))
        return measurement

    return register


def chosen(only: str) -> list[tuple[tuple[str, ...], Measurement]]:
    """Those with a row whose name contains `only`."""
    return [(names, measure) for names, measure in _measurements if any(only in name for name in names)]
