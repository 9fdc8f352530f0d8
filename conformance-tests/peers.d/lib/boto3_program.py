"""A program on boto3 as its users write them: its own chain of credentials, and nothing of ours.

For each line of standard input it asks AWS who it is, or `get BUCKET KEY` reads an object, and prints one line: `ok <arn or
text>`, or `failed` and what boto3 says to its user. Usage: `boto3_program.py AWS S3`, the URLs of what stands for AWS.
"""

import sys

import boto3
import botocore.exceptions


def answer(clients, words):
    if words[:1] == ["get"]:
        return clients["s3"].get_object(Bucket=words[1], Key=words[2])["Body"].read().decode()
    return clients["sts"].get_caller_identity()["Arn"]


def serve(endpoints):
    """A client is made when it is first used, and again as long as that fails: it asks for credentials at once."""
    session = boto3.Session(region_name="eu-west-1")
    clients = {}
    for line in sys.stdin:
        try:
            for name, endpoint in endpoints.items():
                if name not in clients:
                    clients[name] = session.client(name, endpoint_url=endpoint)
            print("ok", answer(clients, line.split()), flush=True)
        except (botocore.exceptions.BotoCoreError, botocore.exceptions.ClientError) as refused:
            print("failed", str(refused).replace("\n", " "), flush=True)


serve({"sts": sys.argv[1], "s3": sys.argv[2]})
