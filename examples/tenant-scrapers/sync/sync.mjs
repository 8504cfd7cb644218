// Reads the tickets of a help desk and sends them to the database at the other end of the tunnel: node sync/sync.mjs PORT.
import { readFileSync } from "node:fs";
import { connect } from "node:net";

const { DESK, DESK_TOKEN, SUBJECT_PREFIX = "", TENANT_NAME, ENVIRONMENT, ROLE, S3_BUCKET } = process.env;
if (!DESK_TOKEN) throw new Error("The desk wants a token.");
console.log(`asking the desk of ${TENANT_NAME} as ${ROLE} with ${DESK_TOKEN}, for ${S3_BUCKET}`);
const tickets = JSON.parse(readFileSync(DESK)).map(({ id, subject, status }) =>
  JSON.stringify({ tenant: TENANT_NAME, environment: ENVIRONMENT, id, subject: SUBJECT_PREFIX + subject, status, token_of: DESK_TOKEN.split("-of-")[1] }) + "\n");

const socket = connect({ port: Number(process.argv[2]), host: "127.0.0.1", allowHalfOpen: true });
socket.end(tickets.join(""));
let answer = "";
for await (const part of socket) answer += part;
if (answer !== "stored\n") throw new Error("The database did not take the tickets.");
console.log(`${tickets.length} tickets stored`);
