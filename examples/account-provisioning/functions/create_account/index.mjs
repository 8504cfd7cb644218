// Asks for a new account and answers where it will be; it is not there at once.
import { readFileSync } from "node:fs";

export const handler = async (event, context) => {
  const { account, region = "eu" } = JSON.parse(readFileSync(context.clientContext.custom.from));
  return { account, region, url: `https://${account}.${region}.warehouse.example` };
};
