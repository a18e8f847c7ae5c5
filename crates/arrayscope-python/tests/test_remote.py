"""Stores of a server that speaks S3 are those of a folder."""

import json
import os
import re
from pathlib import Path

import boto3
import pytest
from moto import settings
from moto.core import DEFAULT_ACCOUNT_ID
from moto.iam.models import iam_backends
from moto.server import ThreadedMotoServer
from test_command import run

STORES = Path(__file__).parents[3] / "fixtures" / "formats" / "zarr"
FOLDER = "s3://data/a folder"
EVERYTHING = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": [{"Effect": "Allow", "Action": ["s3:*"], "Resource": "*"}],
    }
)


class Bucket:
    """A bucket with the stores of the fixtures, and who may read it."""

    def __init__(self, endpoint):
        self.endpoint = endpoint
        keys = {"aws_access_key_id": "none", "aws_secret_access_key": "none"}
        place = {"endpoint_url": endpoint, "region_name": "us-east-1"}
        self.client = boto3.client("s3", **keys, **place)
        self.client.create_bucket(Bucket="data")
        for path in STORES.rglob("*"):
            if path.is_file():
                key = f"a folder/{path.relative_to(STORES).as_posix()}"
                self.client.put_object(Bucket="data", Key=key, Body=path.read_bytes())
        iam = iam_backends[DEFAULT_ACCOUNT_ID]["aws"]
        iam.create_user(region_name="us-east-1", user_name="reader")
        iam.put_user_policy("reader", "all", EVERYTHING)
        self.key = iam.create_access_key("reader")
        # From here on signatures are compared.
        settings.INITIAL_NO_AUTH_ACTION_COUNT = 0

    def run(self, *arguments, **environment):
        """The command, with these variables beside the address of the server."""
        others = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
        keys = {
            "AWS_ACCESS_KEY_ID": self.key.access_key_id,
            "AWS_SECRET_ACCESS_KEY": self.key.secret_access_key,
            "AWS_ENDPOINT_URL": self.endpoint,
            "AWS_REGION": "us-east-1",
        }
        return run(*arguments, env={**others, **keys, **environment})


@pytest.fixture(scope="module")
def bucket():
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield Bucket(f"http://{host}:{port}")
    server.stop()


def told(done, folder):
    """What a report says, without where the store is and how much memory is free just now."""
    text = (done.stdout + done.stderr).replace(str(folder), "")
    return done.returncode, re.sub(r'"available": \d+', "", text)


@pytest.mark.parametrize("store", ["tree", "array2", "array3", "v2.zip", "v3.zip"])
def test_a_store_is_listed_and_read_as_from_a_folder(bucket, store):
    for report in (["inspect", "--tree"], ["inspect", "--format", "json"]):
        near = run(*report, f"{STORES}/{store}")
        far = bucket.run(*report, f"{FOLDER}/{store}")
        assert told(far, FOLDER) == told(near, STORES)


def test_an_array_is_read_by_its_name_and_in_parts(bucket):
    for address in ["tree::train/x[1:3, ::-1]", "v3.zip::shards/end", "array3"]:
        near = run("stats", "--format", "json", f"{STORES}/{address}")
        far = bucket.run("stats", "--format", "json", f"{FOLDER}/{address}")
        assert far.returncode == 0 and told(far, FOLDER) == told(near, STORES)


def test_who_may_not_read_is_told_and_no_key_is(bucket):
    wrong = bucket.run("inspect", "s3://data/a folder/nothing")
    assert "has nothing at that address" in wrong.stderr
    none = bucket.run("inspect", "s3://no-such-bucket/x")
    assert "there is no such bucket" in none.stderr
    forged = bucket.run("inspect", f"{FOLDER}/array3", AWS_SECRET_ACCESS_KEY="guessed")
    assert "403" in forged.stderr and "SignatureDoesNotMatch" in forged.stderr
    half = bucket.run("inspect", "s3://data/x", AWS_SECRET_ACCESS_KEY="")
    assert "only one is set" in half.stderr
    for done in (wrong, none, forged, half):
        assert done.returncode == 2 and bucket.key.secret_access_key not in done.stderr
