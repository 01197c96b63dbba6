"""Schools by postcode: the same street, the same four digits, then how far away."""

import math
from collections.abc import Mapping, Sequence

import numpy as np

from wegwijzer.directory.rules.places import PostcodeArea, School
from wegwijzer.directory.rules.postings import Numbers

SAME_PC4 = 0.9
NEAR = 0.75  # at no distance at all; less with each kilometre
NEAR_KM = 5.0
_KM = math.pi / 180 * 6371  # of a degree of latitude


class Nearby:
    def __init__(self, schools: Sequence[School], areas: Mapping[str, PostcodeArea]) -> None:
        self._areas = areas
        codes = [school.postcode.upper().replace(" ", "") for school in schools]
        self._pc6 = np.array([code[:6] for code in codes], "U6")
        self._pc4 = np.array([code[:4] for code in codes], "U4")
        points = [_point(school, areas.get(code[:4])) for school, code in zip(schools, codes, strict=True)]
        self._points = np.array(points, np.float32).reshape(-1, 2)

    def knows(self, pc4: str) -> bool:
        return pc4 in self._areas or bool((self._pc4 == pc4).any())

    def count(self, pc4: str, letters: str) -> Numbers:
        """How much each school counts for this postcode, 0 to 1; `letters` may be ""."""
        same = np.where(self._pc4 == pc4, np.float32(SAME_PC4), self._by_distance(pc4))
        if letters:
            same[self._pc6 == pc4 + letters.upper()] = 1
        return same.astype(np.float32)

    def _by_distance(self, pc4: str) -> Numbers:
        area = self._areas.get(pc4)
        if area is None or area.lat is None or area.lon is None:
            return np.zeros(len(self._pc4), np.float32)
        north = (self._points[:, 0] - area.lat) * _KM
        east = (self._points[:, 1] - area.lon) * _KM * math.cos(math.radians(area.lat))
        away = np.hypot(north, east)
        return np.where(away < NEAR_KM, NEAR * np.exp(-away / NEAR_KM), 0).astype(np.float32)


def _point(school: School, area: PostcodeArea | None) -> tuple[float, float]:
    """Where it is, or the middle of its postcode; what is unknown is near to nothing."""
    for place in (school, area):
        if place is not None and place.lat is not None and place.lon is not None:
            return place.lat, place.lon
    return 0.0, 0.0
