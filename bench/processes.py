"""The processes of the contenders, seen from the one that asks: never do two of them work at once."""

import pathlib
import pickle
import subprocess
import sys
import time

FOLDER = pathlib.Path(__file__).resolve().parent
# A process that is still busy after this many seconds never sleeps.
LONGEST = 30


class Refused(Exception):
    """A contender has no answer, and says why."""


class Process:
    """A contender that can be asked; see `worker.Worker` for what."""

    def __init__(self, name):
        self._name = name
        command = [sys.executable, "-B", str(FOLDER / "worker.py"), name]
        # Answers have hundreds of megabytes; the size is a wish, which only Linux grants.
        self._child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, pipesize=1 << 20)

    def ask(self, method, *arguments):
        """The answer, once the process is asleep again. Raises Refused where it has none."""
        pickle.dump((method, *arguments), self._child.stdin, protocol=5)
        self._child.stdin.flush()
        try:
            kind, value = pickle.load(self._child.stdout)
        except EOFError:
            raise RuntimeError(f"the process of {self._name} ended when asked for {method}{arguments[:1]}") from None
        self._wait_until_asleep()
        if kind == "refused":
            raise Refused(value)
        return value

    def _wait_until_asleep(self):
        """Idle threads may spin for a while in the hope of more work, on cores that are now somebody else's.

        Asleep is: between two looks no thread was running, and none has used the processor.
        """
        if not pathlib.Path("/proc/self/task").exists():
            return
        end = time.monotonic() + LONGEST
        last = None
        while (now := self._nanoseconds()) is None or now != last:
            if time.monotonic() > end:
                raise RuntimeError(f"the process of {self._name} is idle and yet busy after {LONGEST} s")
            last = now
            # A look takes time on a core; not all of it, because somebody has to come to rest there.
            time.sleep(2e-4)

    def _nanoseconds(self):
        """Processor time of all threads so far; None while one of them runs or wants to."""
        total = 0
        try:
            for thread in pathlib.Path(f"/proc/{self._child.pid}/task").iterdir():
                state = (thread / "stat").read_text().rpartition(")")[2].split()[0]
                if state not in "SI":
                    return None
                total += int((thread / "schedstat").read_text().split()[0])
        except (FileNotFoundError, ProcessLookupError):
            # A thread ended between two lines; the next look will not see it.
            return None
        return total

    def close(self):
        """Ends the process."""
        self._child.stdin.close()
        self._child.stdout.close()
        self._child.wait()


class Processes:
    """One process per name, started when first asked."""

    def __init__(self):
        self._by_name = {}

    def __getitem__(self, name):
        if name not in self._by_name:
            self._by_name[name] = Process(name)
        return self._by_name[name]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for process in self._by_name.values():
            process.close()


def of(case, name):
    """The process in which something is measured: ours on other layouts is in ours."""
    if name in ("base", "copy") or (name == "floor" and case["floor"] == "call"):
        return "arrayscope"
    return "floor" if name == "pages" else name
