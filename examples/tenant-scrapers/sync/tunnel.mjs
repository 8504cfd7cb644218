// A tunnel to the database, through a bastion that refuses the first REFUSES tries: node sync/tunnel.mjs PORT_FILE. The far end of
// this one is the folder WEIR_TO: what is sent through becomes a file there.
import { appendFileSync, createWriteStream, readFileSync, renameSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";

const tries = `${process.env.WEIR_RUN_DIR}/tries`;
appendFileSync(tries, ".");
const number = readFileSync(tries).length;
if (number <= Number(process.env.REFUSES)) {
  console.error(`the bastion refused try ${number}`);
  process.exit(1);
}

const [portFile] = process.argv.slice(2);
const server = createServer({ allowHalfOpen: true }, (socket) =>
  socket.pipe(createWriteStream(`${process.env.WEIR_TO}/tickets.ndjson`)).on("finish", () => socket.end("stored\n")));
server.listen(0, "127.0.0.1", () => {
  writeFileSync(`${portFile}.new`, String(server.address().port));
  renameSync(`${portFile}.new`, portFile);
});
