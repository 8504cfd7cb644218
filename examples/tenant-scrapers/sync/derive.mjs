// What follows from ENVIRONMENT and PROJECT (S2.23, S2.31 to S2.35), as outputs of the step. Runs in the project's folder.
import { appendFileSync, readdirSync } from "node:fs";

const { ENVIRONMENT, PROJECT, WEIR_OUTPUT } = process.env;

// What the folder says: a file system that does not care about case would say yes to ACME, too.
if (!readdirSync("projects").includes(PROJECT)) {
  console.error(`projects/ has no folder ${PROJECT}; case matters.`);
  process.exit(1);
}

const tenant = PROJECT.toLowerCase().replace(/-dev$/, "");
const derived = { project_dir: `projects/${PROJECT}`, role: `sync-${ENVIRONMENT.toLowerCase()}`, tenant_name: tenant, secret_name: `${tenant}-desk-token` };
appendFileSync(WEIR_OUTPUT, Object.entries(derived).map(([name, value]) => `${name}=${value}\n`).join(""));
