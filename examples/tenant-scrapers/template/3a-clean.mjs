// Step 3a reads 2b, makes prices numbers, and writes 3b. A price that a tenant's shop writes in its own way needs `comma`.
import { readFileSync, readdirSync, writeFileSync } from "node:fs";

export function run(from, into, { comma }) {
  const lines = readdirSync(from).sort().map((file) => {
    const { sku, name, price } = JSON.parse(readFileSync(`${from}/${file}`));
    const amount = Number((comma ? price.replace(",", ".") : price).replace(/[^0-9.,]/g, ""));
    return JSON.stringify({ sku, name, price: Number.isNaN(amount) ? null : amount });
  });
  writeFileSync(`${into}/products.ndjson`, lines.join("\n") + "\n");
}
