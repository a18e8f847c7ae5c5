"""Times of several contenders, taken in turn, so that a slow minute hits all of them alike."""

import random
import statistics
import time

# Shorter calls are repeated until a measurement lasts this long, in seconds.
SHORTEST = 2e-3


class Effort:
    """How long to measure: rounds in which each contender has its turn."""

    def __init__(self, quick):
        self.fewest, self.most = (2, 5) if quick else (5, 51)
        self.seconds = 0.5 if quick else 12.0

    def rounds(self, seconds_per_round):
        return max(self.fewest, min(self.most, int(self.seconds / max(seconds_per_round, 1e-9))))


def interleaved(calls, effort):
    """{name: {"median", "q1", "q3", "rounds", "calls"}} in seconds per call.

    `calls` maps names to functions without arguments that were called before: nothing is
    warmed up here.
    """
    single = {name: _timed(call, 1) for name, call in calls.items()}
    repeats = {name: max(1, min(1000, round(SHORTEST / max(time, 1e-7)))) for name, time in single.items()}
    rounds = effort.rounds(sum(single[name] * repeats[name] for name in calls))
    # Nobody always comes after the same neighbour, whose leavings lie in the cache.
    order, rng = list(calls), random.Random(len(calls))
    times = {name: [] for name in calls}
    for _ in range(rounds):
        rng.shuffle(order)
        for name in order:
            times[name].append(_timed(calls[name], repeats[name]))
    return {name: {**_spread(times[name]), "rounds": rounds, "calls": repeats[name]} for name in calls}


def _timed(call, repeats):
    # Kept until the clock has stopped: giving hundreds of megabytes back is nobody's question.
    answer = None
    start = time.perf_counter()
    for _ in range(repeats):
        answer = call()
    end = time.perf_counter()
    del answer
    return (end - start) / repeats


def _spread(times):
    if len(times) < 2:
        return {"median": times[0], "q1": times[0], "q3": times[0]}
    q1, _, q3 = statistics.quantiles(times, n=4, method="inclusive")
    return {"median": statistics.median(times), "q1": q1, "q3": q3}
