"""What a case has to reach, and whether this run reached it."""

MIB = 1 << 20


def verdicts(case, results, threads):
    """One {"what", "measured", "reached"} per target of the case."""
    return [_verdict(target, results, threads) for target in case["reach"]]


def _verdict(target, results, threads):
    match target:
        case {"faster_than": names, "times": times}:
            return _faster(names, times, results)
        case {"within": times, "of": other}:
            ratio = _median(results, "arrayscope") / _median(results, other)
            return _told(f"≤ {times} × {other}", f"{ratio:.2f} ×", ratio <= times)
        case {"microseconds": most}:
            found = _median(results, "arrayscope") * 1e6
            return _told(f"≤ {most} µs", f"{found:.1f} µs", found <= most)
        case {"extra": {"outputs": outputs, "mib_per_thread": mib}}:
            ours = results["arrayscope"]
            most = outputs * ours["output"] + mib * threads * MIB
            what = f"≤ {outputs} × output + {mib} MiB per thread"
            return _told(what, f"{ours['extra'] / MIB:.1f} of {most / MIB:.1f} MiB", ours["extra"] <= most)
        case _:
            raise ValueError(f"no such target: {target}")


def _faster(names, times, results):
    medians = {name: _median(results, name) for name in names if "median" in results.get(name, {})}
    best = min(medians, key=medians.get)
    ratio = medians[best] / _median(results, "arrayscope")
    what = f"≥ {times} × {'best peer' if len(names) > 1 else names[0]}"
    # Nothing is rounded before it is compared; near 1 the digits tell on which side it fell.
    shown = f"{ratio:.{3 if ratio < 2 else 1}f} ×" + (f" ({best})" if len(names) > 1 else "")
    return _told(what, shown, ratio >= times)


def _median(results, name):
    return results[name]["median"]


def _told(what, measured, reached):
    return {"what": what, "measured": measured, "reached": bool(reached)}
