// Step 2a reads 1b, takes the pages apart, and writes 2b.
import { readFileSync, readdirSync, writeFileSync } from "node:fs";

export function run(from, into) {
  for (const file of readdirSync(from).sort()) {
    const { url, html } = JSON.parse(readFileSync(`${from}/${file}`));
    const [, name, price, sku] = html.match(/<h1>(.*)<\/h1><b>(.*)<\/b><i>(.*)<\/i>/);
    writeFileSync(`${into}/${file}`, JSON.stringify({ url, sku, name, price }) + "\n");
  }
}
