"""The command from Python is the command."""

import os
import signal
import subprocess
import sys
import sysconfig
from pathlib import Path

import numpy as np
import pytest

MODULE = [sys.executable, "-m", "arrayscope"]
SCRIPT = [str(Path(sysconfig.get_path("scripts")) / "arrayscope")]


def run(*arguments, command=MODULE, **keywords):
    return subprocess.run(
        [*command, *arguments],
        capture_output=True,
        text=True,
        timeout=60,
        stdin=subprocess.DEVNULL,
        **keywords,
    )


@pytest.mark.parametrize("command", [MODULE, SCRIPT], ids=["module", "script"])
def test_an_array_file_is_inspected(command, tmp_path):
    np.save(tmp_path / "batch.npy", np.ones((2, 3), np.float32))
    done = run("inspect", "batch.npy", command=command, cwd=tmp_path)
    assert done.returncode == 0 and "float32" in done.stdout and done.stderr == ""


def test_help_and_version_are_those_of_the_command():
    import arrayscope

    assert run("--version").stdout == f"arrayscope {arrayscope.__version__}\n"
    assert "Usage: arrayscope" in run("--help").stdout
    wrong = run("inspekt")
    assert wrong.returncode == 2 and "Usage: arrayscope" in wrong.stderr


def test_a_refusal_is_told_and_its_status_is_2(tmp_path):
    done = run("inspect", "gone.npy", cwd=tmp_path)
    assert done.returncode == 2 and done.stderr.startswith("arrayscope: ") and done.stdout == ""
    as_json = run("stats", "--format", "json", "--axis")
    assert as_json.returncode == 2 and '"error"' in as_json.stdout


def test_a_reader_that_stops_reading_is_no_error(tmp_path):
    np.save(tmp_path / "long.npy", np.ones((100_000, 2)))
    with subprocess.Popen(
        [*MODULE, "stats", "long.npy", "--axis", "1", "--format", "csv"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=tmp_path,
        stdin=subprocess.DEVNULL,
    ) as child:
        child.stdout.read(10)
        child.stdout.close()
        errors = child.stderr.read()
        assert (child.wait(timeout=60), errors) == (0, b"")


@pytest.mark.parametrize("asked", [signal.SIGINT, signal.SIGTERM])
def test_a_server_ends_when_it_is_asked_to(asked):
    with subprocess.Popen(
        [*MODULE, "serve", "--port", "0"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        stdin=subprocess.DEVNULL,
    ) as child:
        try:
            assert child.stdout.readline().startswith("http://127.0.0.1:")
            child.send_signal(asked)
            _, errors = child.communicate(timeout=30)
            assert child.returncode == 0, errors
            assert "Traceback" not in errors
        finally:
            child.kill()


def test_names_that_are_not_utf8_are_handed_on(tmp_path):
    name = os.fsencode(tmp_path) + b"/\xff.npy"
    with open(name, "wb") as file:
        np.save(file, np.ones(3))
    done = run("inspect", os.fsdecode(name))
    assert "Traceback" not in done.stderr and done.returncode in (0, 2)
