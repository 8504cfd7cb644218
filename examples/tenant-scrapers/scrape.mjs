// Runs the three steps of the template for a tenant: node scrape.mjs TENANT [KEY=VALUE...]. What they leave is in data/TENANT/.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { run as gather } from "./template/1a-gather.mjs";
import { run as extract } from "./template/2a-extract.mjs";
import { run as clean } from "./template/3a-clean.mjs";

const [tenant, ...changes] = process.argv.slice(2);
const settings = { ...JSON.parse(readFileSync(`tenants/${tenant}/tenant.json`)), ...Object.fromEntries(changes.map((c) => c.split("="))) };
settings.comma = String(settings.comma) === "true";
const data = `data/${tenant}`;
rmSync(data, { recursive: true, force: true });
for (const step of ["1b", "2b", "3b"]) mkdirSync(`${data}/${step}`, { recursive: true });
gather(settings, `${data}/1b`);
extract(`${data}/1b`, `${data}/2b`);
clean(`${data}/2b`, `${data}/3b`, settings);
writeFileSync(`${data}/done`, "");
