"""One case: everybody's answer is checked, then everybody is timed, each in a process of its own."""

import answers
import machine
import processes
import reach
import timing


class Bench:
    """What measures the cases of one array: its file, its oracle, and the processes."""

    def __init__(self, path, oracle, running, effort):
        self._path = path
        self._oracle = oracle
        self._running = running
        self._effort = effort

    def measure(self, case):
        """The record of one case."""
        results = self._peaks(case) if case["group"] == "memory" else self._times(case)
        return {"case": case, "results": results, "reach": reach.verdicts(case, results, machine.threads())}

    def _peaks(self, case):
        """In fresh processes: what an earlier call left behind would be used again unseen."""
        results = {}
        for name in ["arrayscope", *case["against"]]:
            with processes.Processes() as fresh:
                try:
                    fresh[name].ask("load", case, self._path, None)
                    fresh[name].ask("warm")
                    extra, answer = fresh[name].ask("peak", name)
                except processes.Refused as why:
                    results[name] = _refusal(case, name, why)
                    continue
            output = sum(answers.output_sizes(answer))
            results[name] = {"extra": extra, "output": output, "answer": self._judged(case, name, answer)}
        return results

    def _times(self, case):
        results, firsts = {}, {}
        output_sizes = None
        for name in ["arrayscope", *case["against"]]:
            if name == "base":
                # The array before the view was taken has its answers checked in a case of its own.
                firsts[name] = self._first(case, name, warm=True)
                continue
            try:
                answer = self._answer(case, name)
            except processes.Refused as why:
                results[name] = _refusal(case, name, why)
                continue
            results[name] = {"answer": self._judged(case, name, answer)}
            firsts[name] = self._first(case, name, warm=False)
            if name == "arrayscope" and case["group"] in ("axes", "mean"):
                output_sizes = answers.output_sizes(answer)
        if case["floor"] == "read":
            self._running["floor"].ask("load", case, self._path, output_sizes)
        for name in ["floor", "pages"] if output_sizes else ["floor"]:
            firsts[name] = self._first(case, name, warm=True)
        timed = timing.interleaved(firsts, lambda name, *how: self._ask(case, name, "turn", *how), self._effort)
        for name, times in timed.items():
            results.setdefault(name, {}).update(times)
        return results

    def _answer(self, case, name):
        """The answer of a call after which compiling, waking threads and first touches are done."""
        if name != "copy":
            self._running[name].ask("load", case, self._path, None)
            self._running[name].ask("warm")
        return self._ask(case, name, "answer")

    def _first(self, case, name, warm):
        """The seconds of one call, by which the turns are planned."""
        return self._ask(case, name, "turn", 1, warm)

    def _ask(self, case, name, method, *arguments):
        return self._running[processes.of(case, name)].ask(method, name, *arguments)

    def _judged(self, case, name, answer):
        verdict = answers.judge(case, answer, self._oracle.of(case))
        right = answers.ours_is_right if name in ("arrayscope", "copy") else answers.rival_is_right
        return {**verdict, "right": bool(right(case, verdict))}


def _refusal(case, name, why):
    if name == "arrayscope":
        raise RuntimeError(f"{case['id']}: arrayscope refused: {why}") from why
    return {"refused": str(why)}
