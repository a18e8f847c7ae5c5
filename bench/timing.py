"""Times of several contenders, taken in turn, so that a slow minute hits all of them alike."""

import random
import statistics

# Shorter calls are repeated until a turn lasts this long, in seconds.
SHORTEST = 2e-2
# A call that takes this long gains nothing from what the caches held before it.
SLOW = 0.1
# Enough rounds were had when the middle half of the times is this near to the median.
NEAR = 0.05


class Effort:
    """How long to measure each contender: in rounds, and in seconds unless that makes too few rounds."""

    def __init__(self, quick):
        self.fewest, self.most, self.seconds = (2, 5, 0.3) if quick else (7, 21, 2.0)
        # Slow calls vary less, and would take nine tenths of a run; two of them are the fewest.
        self.fewest_slow, self.seconds_slow = (1, 0.0) if quick else (3, 6.0)


class Series:
    """The times of one contender. `first` is that of a call that planned them; others had warmed up before."""

    def __init__(self, first, effort):
        self.slow = first >= SLOW
        self.repeats = max(1, min(1000, round(SHORTEST / max(first, 1e-7))))
        self._fewest = effort.fewest_slow if self.slow else effort.fewest
        self._seconds = effort.seconds_slow if self.slow else effort.seconds
        self._most = effort.most
        # A call of seconds is one of its times already.
        self._times = [first] if self.slow else []

    def add(self, time):
        self._times.append(time)

    def is_settled(self):
        """Whether no more turns are needed."""
        rounds, spent = len(self._times), sum(self._times) * self.repeats
        if rounds < self._fewest:
            return self.slow and rounds >= 2 and spent >= self._seconds
        if rounds >= self._most or spent >= self._seconds:
            return True
        q1, median, q3 = self._quartiles()
        return q3 - median <= NEAR * median and median - q1 <= NEAR * median

    def _quartiles(self):
        if len(self._times) < 2:
            return self._times * 3
        return statistics.quantiles(self._times, n=4, method="inclusive")

    def told(self):
        q1, median, q3 = self._quartiles()
        return {"median": median, "q1": q1, "q3": q3, "rounds": len(self._times), "calls": self.repeats}


def interleaved(firsts, turn, effort):
    """{name: {"median", "q1", "q3", "rounds", "calls"}} in seconds per call.

    `firsts` has the seconds of one call of each; `turn(name, repeats, warm)` gives those of its
    turn. In each round everybody who is not settled yet has a turn.
    """
    series = {name: Series(first, effort) for name, first in firsts.items()}
    # Nobody always comes after the same neighbour, whose leavings lie in the cache.
    rng = random.Random(len(firsts))
    while names := [name for name, its in series.items() if not its.is_settled()]:
        rng.shuffle(names)
        for name in names:
            its = series[name]
            its.add(turn(name, its.repeats, not its.slow))
    return {name: its.told() for name, its in series.items()}
