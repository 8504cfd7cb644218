"""Runs a Python function as AWS Lambda does: module.function(event, context), over the Lambda Runtime API."""
import importlib
import json
import logging
import os
import socket
import sys
import time
import traceback

LARGEST = 6 * 1024 * 1024
API = "/2018-06-01/runtime/"
HOST, _, PORT = os.environ["AWS_LAMBDA_RUNTIME_API"].rpartition(":")


class Connection:
    """One connection that is kept: as much of HTTP/1.1 as the Runtime API takes."""

    def __init__(self):
        self.socket = socket.create_connection((HOST, int(PORT)))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.reader = self.socket.makefile("rb", 65536)

    def call(self, method, path, body=b"", headers=""):
        head = f"{method} {API}{path} HTTP/1.1\r\nHost: {HOST}:{PORT}\r\nContent-Type: application/json\r\n{headers}Content-Length: {len(body)}\r\n\r\n"
        self.socket.sendall(head.encode("latin-1") + body)
        status = self.reader.readline()
        if not status:
            raise ConnectionError("nobody listens any more")
        answered = {}
        while True:
            line = self.reader.readline()
            if line in (b"\r\n", b""):
                break
            name, _, value = line.decode("latin-1").partition(":")
            answered[name.strip().lower()] = value.strip()
        if answered.get("transfer-encoding", "").lower() == "chunked":
            parts = []
            while True:
                size = int(self.reader.readline(), 16)
                parts.append(self.reader.read(size))
                self.reader.readline()
                if size == 0:
                    return int(status.split()[1]), answered, b"".join(parts)
        return int(status.split()[1]), answered, self.reader.read(int(answered.get("content-length", 0)))


class CognitoIdentity:
    cognito_identity_id = None
    cognito_identity_pool_id = None


class ClientContext:
    """What the caller tells beside the event."""

    def __init__(self, told):
        self.custom = told.get("custom") or {}
        self.env = told.get("env") or {}
        self.client = told.get("client")


class LambdaContext:
    """What a handler knows of its invocation; the names are those of AWS Lambda."""

    def __init__(self, headers):
        self.aws_request_id = headers["lambda-runtime-aws-request-id"]
        self.invoked_function_arn = headers["lambda-runtime-invoked-function-arn"]
        self._deadline = int(headers["lambda-runtime-deadline-ms"])
        self.function_name = os.environ["AWS_LAMBDA_FUNCTION_NAME"]
        self.function_version = os.environ["AWS_LAMBDA_FUNCTION_VERSION"]
        self.memory_limit_in_mb = os.environ["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"]
        self.log_group_name = os.environ["AWS_LAMBDA_LOG_GROUP_NAME"]
        self.log_stream_name = os.environ["AWS_LAMBDA_LOG_STREAM_NAME"]
        self.identity = CognitoIdentity()
        told = headers.get("lambda-runtime-client-context")
        self.client_context = ClientContext(json.loads(told)) if told else None

    def get_remaining_time_in_millis(self):
        return max(0, self._deadline - int(time.time() * 1000))

    def log(self, message):
        sys.stdout.write(str(message))


class RequestId(logging.Filter):
    current = ""

    def filter(self, record):
        record.aws_request_id = RequestId.current
        return True


def frames(error):
    """Where it happened, without the frames of this file and of the machinery that imports."""
    own = traceback.extract_tb(error.__traceback__)
    return traceback.format_list([f for f in own if f.filename != __file__ and "importlib" not in f.filename])


def document(error):
    """An error as AWS Lambda tells it."""
    return {
        "errorMessage": str(error),
        "errorType": type(error).__name__,
        "requestId": RequestId.current,
        "stackTrace": frames(error),
    }


def plain(value):
    if hasattr(value, "as_tuple"):  # A Decimal, as boto3 gives for numbers of DynamoDB.
        return float(value)
    raise TypeError(f"Object of type {type(value).__name__} is not JSON serializable")


def load():
    """The handler."""
    module_name, _, function_name = os.environ["_HANDLER"].rpartition(".")
    module = importlib.import_module(module_name.replace("/", "."))
    try:
        return getattr(module, function_name)
    except AttributeError:
        raise AttributeError(f"Handler '{function_name}' missing on module '{module_name}'") from None


def tell(error):
    message = f"[ERROR] {type(error).__name__}: {error}\n{''.join(frames(error))}"
    print(message.rstrip(), file=sys.stderr, flush=True)


def answer_of(handler, event, context):
    body = json.dumps(handler(event, context), default=plain, ensure_ascii=False).encode("utf-8", "surrogatepass")
    if len(body) > LARGEST:
        raise RuntimeError(f"Response payload size exceeded maximum allowed payload size ({LARGEST} bytes).")
    return body


def main():
    connection = Connection()
    shown = logging.StreamHandler(sys.stderr)
    shown.setFormatter(logging.Formatter("[%(levelname)s]\t%(asctime)s.%(msecs)03dZ\t%(aws_request_id)s\t%(message)s", "%Y-%m-%dT%H:%M:%S"))
    shown.formatter.converter = time.gmtime
    shown.addFilter(RequestId())
    logging.getLogger().addHandler(shown)
    sys.path.insert(0, os.environ["LAMBDA_TASK_ROOT"])
    try:
        handler = load()
    except Exception as error:
        tell(error)
        kind = "Runtime.ImportModuleError" if isinstance(error, ImportError) else "Runtime.Unknown"
        connection.call("POST", "init/error", json.dumps(document(error)).encode(), f"Lambda-Runtime-Function-Error-Type: {kind}\r\n")
        sys.exit(1)

    while True:
        status, headers, event = connection.call("GET", "invocation/next")
        if status != 200:
            raise ConnectionError(f"no event: {status}")
        context = LambdaContext(headers)
        RequestId.current = context.aws_request_id
        os.environ["_X_AMZN_TRACE_ID"] = headers.get("lambda-runtime-trace-id", "")
        try:
            body, end = answer_of(handler, json.loads(event), context), "response"
        except Exception as error:
            tell(error)
            failure = document(error)
            if isinstance(error, RuntimeError) and "maximum allowed payload size" in str(error):
                failure["errorType"] = "Function.ResponseSizeTooLarge"
            body, end = json.dumps(failure).encode(), "error"
        sys.stdout.flush()
        sys.stderr.flush()
        connection.call("POST", f"invocation/{context.aws_request_id}/{end}", body)


if __name__ == "__main__":
    try:
        main()
    except ConnectionError:
        sys.exit(0)  # Whoever started this is gone.
