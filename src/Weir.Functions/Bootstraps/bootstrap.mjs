// Runs a Node.js function as AWS Lambda does: module.function(event, context), over the Lambda Runtime API.
import fs from "node:fs";
import http from "node:http";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";

const LARGEST = 6 * 1024 * 1024;
const [host, port] = process.env.AWS_LAMBDA_RUNTIME_API.split(":");
const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });

function call(method, to, body = "", headers = {}) {
  return new Promise((resolve, reject) => {
    const data = Buffer.from(body);
    const request = http.request(
      {
        host, port, agent, method, path: `/2018-06-01/runtime/${to}`,
        headers: { "Content-Type": "application/json", "Content-Length": data.length, ...headers },
      },
      (response) => {
        const parts = [];
        response.on("data", (part) => parts.push(part));
        response.on("error", reject);
        response.on("end", () => resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(parts) }));
      });
    request.setNoDelay(true);
    request.on("error", reject);
    request.end(data);
  });
}

function contextOf(headers) {
  const deadline = Number(headers["lambda-runtime-deadline-ms"]);
  const told = headers["lambda-runtime-client-context"];
  return {
    clientContext: told ? JSON.parse(told) : undefined,
    callbackWaitsForEmptyEventLoop: true,
    functionName: process.env.AWS_LAMBDA_FUNCTION_NAME,
    functionVersion: process.env.AWS_LAMBDA_FUNCTION_VERSION,
    memoryLimitInMB: process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    logGroupName: process.env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: process.env.AWS_LAMBDA_LOG_STREAM_NAME,
    awsRequestId: headers["lambda-runtime-aws-request-id"],
    invokedFunctionArn: headers["lambda-runtime-invoked-function-arn"],
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
  };
}

function errorOf(thrown) {
  const error = thrown instanceof Error ? thrown : new Error(typeof thrown === "string" ? thrown : JSON.stringify(thrown));
  return { errorType: error.name, errorMessage: error.message, trace: (error.stack ?? "").split("\n") };
}

async function load() {
  const named = process.env._HANDLER;
  const dot = named.lastIndexOf(".");
  const [module, name] = [named.slice(0, dot), named.slice(dot + 1)];
  const base = path.resolve(process.env.LAMBDA_TASK_ROOT, module);
  const ending = [".mjs", ".js", ".cjs"].find((e) => fs.existsSync(base + e));
  if (!ending) {
    throw Object.assign(new Error(`Cannot find module '${module}'`), { name: "Runtime.ImportModuleError" });
  }

  // CommonJS through require(), which layers reach by NODE_PATH; what turns out to be an ES module through import().
  let loaded;
  try {
    loaded = ending === ".mjs" ? undefined : createRequire(import.meta.url)(base + ending);
  } catch (error) {
    if (error.code !== "ERR_REQUIRE_ESM" && error.code !== "ERR_REQUIRE_ASYNC_MODULE" && !(error instanceof SyntaxError && ending === ".js")) {
      throw error;
    }
  }
  loaded ??= await import(pathToFileURL(base + ending).href);
  const handler = loaded[name] ?? loaded.default?.[name];
  if (typeof handler !== "function") {
    throw Object.assign(new Error(`${named} is undefined or not exported`), { name: "Runtime.HandlerNotFound" });
  }
  return handler;
}

// A handler answers by its promise, by what it returns, by its callback, in the way of old (context.done), or by leaving
// nothing to do.
function run(handler, event, context) {
  return new Promise((resolve, reject) => {
    const callback = (error, result) => (error ? reject(error) : resolve(result));
    Object.assign(context, { done: callback, succeed: resolve, fail: reject });
    const returned = handler(event, context, callback);
    if (typeof returned?.then === "function") {
      returned.then(resolve, reject);
    } else if (returned !== undefined) {
      resolve(returned);
    } else {
      process.once("beforeExit", () => resolve(null));
    }
  });
}

let handler;
try {
  handler = await load();
} catch (thrown) {
  const error = errorOf(thrown);
  console.error(thrown);
  await call("POST", "init/error", JSON.stringify(error), { "Lambda-Runtime-Function-Error-Type": error.errorType });
  process.exit(1);
}

// Whoever started this is gone.
const left = () => process.exit(0);

for (;;) {
  const next = await call("GET", "invocation/next").catch(left);
  if (next.status !== 200) left();
  const context = contextOf(next.headers);
  process.env._X_AMZN_TRACE_ID = next.headers["lambda-runtime-trace-id"] ?? "";
  let body;
  let end = "response";
  try {
    const answer = await run(handler, JSON.parse(next.body), context);
    body = JSON.stringify(answer === undefined ? null : answer);
    if (Buffer.byteLength(body) > LARGEST) {
      throw Object.assign(
        new Error(`Response payload size exceeded maximum allowed payload size (${LARGEST} bytes).`), { name: "Function.ResponseSizeTooLarge" });
    }
  } catch (thrown) {
    console.error(thrown);
    body = JSON.stringify(errorOf(thrown));
    end = "error";
  }
  await call("POST", `invocation/${context.awsRequestId}/${end}`, body).catch(left);
}
