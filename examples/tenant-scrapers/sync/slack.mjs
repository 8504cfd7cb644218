// Tells of a failure in Slack's JSON. Where there is a channel, `slack: { webhook: … }` does that; here it is a file.
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";

const told = JSON.parse(readFileSync(0));
mkdirSync("data/slack", { recursive: true });
const channel = { channel: "#sync", text: `${told.title}: ${told.text}`, pipeline: told.pipeline, step: told.step, code: told.code };
writeFileSync(`data/slack/.${told.id}`, JSON.stringify(channel) + "\n");
renameSync(`data/slack/.${told.id}`, `data/slack/${told.id}.json`);
