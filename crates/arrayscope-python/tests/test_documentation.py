"""Every example of a docstring runs, everything public has one, and the types are told truly."""

import doctest
import inspect
import os
import subprocess
import sys

import numpy as np
import pytest

import arrayscope

PUBLIC = [name for name in arrayscope.__all__ if inspect.isfunction(getattr(arrayscope, name))]


@pytest.mark.parametrize("name", ["arrayscope", *PUBLIC])
def test_examples_run(name):
    thing = arrayscope if name == "arrayscope" else getattr(arrayscope, name)
    text = inspect.getdoc(thing)
    test = doctest.DocTestParser().get_doctest(text, {}, name, None, 0)
    assert test.examples, f"{name} has no example"
    written = []
    with np.printoptions(legacy=False):
        failures, _ = doctest.DocTestRunner().run(test, out=written.append)
    assert failures == 0, "".join(written)


@pytest.mark.parametrize("name", PUBLIC)
def test_parameters_are_documented(name):
    function = getattr(arrayscope, name)
    text = inspect.getdoc(function)
    documented = text.split("Returns\n")[0]
    for parameter in inspect.signature(function).parameters:
        assert parameter in documented, parameter
    assert "Parameters\n----------" in text and "Returns\n-------" in text


def test_everything_public_says_what_it_is():
    for name in arrayscope.__all__:
        thing = getattr(arrayscope, name)
        assert inspect.getdoc(thing), name
        if inspect.isclass(thing):
            for attribute, value in vars(thing).items():
                if not attribute.startswith("_"):
                    assert inspect.getdoc(value), f"{name}.{attribute}"


def test_types_are_complete_and_those_of_the_compiled_part():
    for arguments in (
        ["mypy", "--strict", "-p", "arrayscope"],
        ["mypy.stubtest", "arrayscope._core"],
    ):
        done = subprocess.run(
            [sys.executable, "-m", *arguments],
            capture_output=True,
            text=True,
            timeout=300,
            env=os.environ | {"MYPY_CACHE_DIR": os.devnull},
        )
        assert done.returncode == 0, done.stdout + done.stderr
