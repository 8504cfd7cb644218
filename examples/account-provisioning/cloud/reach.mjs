// A new account answers only after a while: here the third time that somebody asks.
import { appendFileSync, mkdirSync, readFileSync } from "node:fs";

const { ACCOUNT, URL } = process.env;
mkdirSync("data/cloud", { recursive: true });
appendFileSync(`data/cloud/${ACCOUNT}`, ".");
if (readFileSync(`data/cloud/${ACCOUNT}`).length < 3) {
  console.error(`${URL} does not answer yet`);
  process.exit(1);
}
