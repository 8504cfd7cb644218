// What a file asks for.
import { readFileSync } from "node:fs";

export const handler = async (event, context) => ({ role: "reader", ...JSON.parse(readFileSync(context.clientContext.custom.from)) });
