// Step 1a gathers: what a shop's pages say, one file for each page, into 1b.
import { writeFileSync } from "node:fs";

export function run({ shop, products }, into) {
  products.forEach(({ sku, name, price }, page) => writeFileSync(
    `${into}/page-${String(page + 1).padStart(2, "0")}.json`,
    JSON.stringify({ url: `https://${shop}/p/${sku}`, html: `<h1>${name}</h1><b>${price}</b><i>${sku}</i>` }) + "\n"));
}
