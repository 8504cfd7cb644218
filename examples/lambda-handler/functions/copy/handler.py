"""Copies the object of each message from raw to curated, with the key that it came under.

The handler is one of AWS Lambda, behind a queue that a topic of S3's notifications leads to. On AWS it reads and writes S3; under
Weir it is handed the object as a file, and leaves what it writes in a folder.
"""
import json
import os
import urllib.parse


def handler(event, context):
    failed = []
    copied = []
    for record in event["Records"]:
        try:
            notification = json.loads(json.loads(record["body"])["Message"])
            for entry in notification["Records"]:
                bucket = entry["s3"]["bucket"]["name"]
                key = urllib.parse.unquote_plus(entry["s3"]["object"]["key"])
                curate(bucket, key, context)
                copied.append(key)
        except ValueError as error:
            print(f"{record['messageId']} failed: {error}")
            failed.append({"itemIdentifier": record["messageId"]})
    return {"batchItemFailures": failed, "copied": copied}


def curate(bucket, key, context):
    order = json.loads(read(bucket, key, context))
    order["received_as"] = key
    write(key, json.dumps(order, ensure_ascii=False).encode(), context)
    print(f"{key}: order {order['id']} with {len(order['lines'])} lines")


def read(bucket, key, context):
    if context.client_context is None:
        return s3().get_object(Bucket=bucket, Key=key)["Body"].read()
    with open(context.client_context.custom["from"], "rb") as file:
        return file.read()


def write(key, content, context):
    if context.client_context is None:
        s3().put_object(Bucket=os.environ["CURATED"], Key=key, Body=content)
        return
    with open(os.path.join(context.client_context.custom["to"], os.path.basename(key)), "wb") as file:
        file.write(content)


def s3():
    import boto3

    return boto3.client("s3")
