namespace Weir.Tests.Functions;

/// <summary>Functions that all tests of a class share, so that each process is started once.</summary>
public sealed class InvocationFixture : IAsyncLifetime
{
    private const string Python =
        """
        import json, logging, os, subprocess, sys, time
        from decimal import Decimal
        print("loaded")
        logging.getLogger().setLevel(logging.INFO)

        def handler(event, context):
            does = event.get("does")
            if does == "raise":
                raise KeyError(event["what"])
            if does == "exit":
                os._exit(event["code"])
            if does == "hang":
                time.sleep(1000)
            if does == "leave":
                started = [subprocess.Popen(["sleep", "1000"], start_new_session=new) for new in (False, True)]
                with open(event["file"] + ".part", "w") as file:
                    file.write(" ".join(str(p.pid) for p in started) + f" {os.getpid()}")
                os.rename(event["file"] + ".part", event["file"])
                time.sleep(1000)
            if does == "meet":
                open(event["own"], "w").close()
                while not os.path.exists(event["other"]):
                    time.sleep(0.01)
            if does == "take":
                time.sleep(event["seconds"])
            if does == "print":
                for i in range(event["lines"]):
                    print(f"line {i} " + event.get("more", ""))
                print("last", end="")
            if does == "eat":
                eaten = bytearray(event["bytes"])
                for i in range(0, len(eaten), 4096):
                    eaten[i] = 1
                time.sleep(1000)
            if does == "return":
                return "x" * event["bytes"]
            if does == "log":
                logging.info("said by logging")
            return {
                "event": event, "pid": os.getpid(), "arn": context.invoked_function_arn, "name": context.function_name,
                "memory": context.memory_limit_in_mb, "request": context.aws_request_id, "left": context.get_remaining_time_in_millis(),
                "group": context.log_group_name, "stream": context.log_stream_name, "half": Decimal("0.5"), "text": "grüße",
                "env": sorted(os.environ), "mode": os.environ.get("MODE"), "cwd": os.getcwd(), "tmp": os.environ["TMPDIR"],
            }
        """;

    private const string Bootstrap =
        """
        #!/usr/bin/env python3
        import http.client, json, os, sys
        api = http.client.HTTPConnection(os.environ["AWS_LAMBDA_RUNTIME_API"])
        def call(method, path, body=None):
            api.request(method, "/2018-06-01/runtime/" + path, body)
            response = api.getresponse()
            return response.status, response.headers, response.read()
        while True:
            _, headers, event = call("GET", "invocation/next")
            does = json.loads(event)["does"]
            to = "invocation/" + headers["Lambda-Runtime-Aws-Request-Id"] + "/response"
            if does == "text":
                call("POST", to, "hello")
            elif does == "nothing":
                call("POST", to, "")
            elif does == "twice":
                call("POST", to, '"first"')
                status, _, body = call("POST", to, '"second"')
                print("second:", status, json.loads(body)["errorType"], flush=True)
            elif does == "too much":
                status, _, body = call("POST", to, b'"' + b"x" * (6 * 1024 * 1024) + b'"')
                print("too much:", status, flush=True)
            elif does == "skip":
                pass
            elif does == "chunks":
                call("POST", to, iter([b'{"in"', b': "chunks"}']))
            elif does == "another":
                status, _, body = call("POST", "invocation/8476a536-e9f4-11e8-9739-2dfe598c3fcd/response", "1")
                call("POST", to, body)
            else:
                call("POST", to, json.dumps(does))
        """;

    internal FunctionProject Project { get; } = new FunctionProject()
        .WithPython("python", Python, "env: { MODE: test }\nconcurrency: 1")
        .WithPython("two", Python, "concurrency: 2")
        .WithPython("hasty", Python, "timeout: 500ms")
        .WithPython("small", Python, "memory: 64MB")
        .WithPython("broken", "import nothing_of_that_name\n")
        .WithPython("without", "def other(event, context): pass\n")
        .With("functions/raw/bootstrap", Bootstrap)
        .With("functions/dead/bootstrap", "#!/bin/sh\necho so long >&2\nexit 3\n")
        .With("functions/module/index.mjs", "import os from 'node:os';\nexport const handler = async (event, context) => { console.log('said'); return { pid: process.pid, n: event.n, arn: context.invokedFunctionArn, left: context.getRemainingTimeInMillis() > 0 }; };\n")
        .With("functions/common/index.js", "const path = require('node:path');\nexports.handler = (event, context, callback) => { if (event.fail) callback(new TypeError(event.fail)); else setTimeout(() => callback(null, { base: path.basename('/a/b') }), 1); };\n")
        .With("functions/plain/index.js", "exports.handler = (event) => { if (event.throw) throw new RangeError(event.throw); if (event.value) return event.value; };\n")
        .With("functions/esm/index.js", "export const handler = async () => 'an ES module';\n")
        .With("functions/esm/package.json", "{\"type\": \"module\"}")
        .With("functions/files/index.mjs", "import fs from 'node:fs';\nexport const handler = async (event, context) => { const { from, to } = context.clientContext.custom; fs.writeFileSync(`${to}/a.txt`, fs.readFileSync(from, 'utf8') + event.more); };\n")
        .With("functions/noexport/index.mjs", "export const other = 1;\n");

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await Project.DisposeAsync();
}
