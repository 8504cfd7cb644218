// Writes data/delivered/: what a key-value store, a card processor, a CRM and a core-banking system deliver, with mistakes, and
// what each says that it has; and data/corrected/. The same bytes every time.
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

let seed = 20260901;
const random = (below) => {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
  return Math.floor((seed / 2 ** 32) * below);
};
const pick = (list) => list[random(list.length)];
const pad = (n, width = 2) => String(n).padStart(width, "0");
const write = (path, content) => {
  mkdirSync(`data/${path.slice(0, path.lastIndexOf("/"))}`, { recursive: true });
  writeFileSync(`data/${path}`, content);
};
const lines = (records) => records.map((record) => JSON.stringify(record)).join("\n") + "\n";
const csv = (separator, rows) => rows.map((row) => row.join(separator)).join("\n") + "\n";
rmSync("data", { recursive: true, force: true });

// The change stream of the customers: every change with the item as it is then. Records come in batches, which arrive in any
// order, and one of them twice.
const [given, family, segments] = [["Ada", "Ben", "Cleo", "Dov", "Eva"], ["Ames", "Baker", "Cole", "Dietz"], ["retail", "private", "business"]];
const customers = new Map();
const names = new Map();
const changes = [];
for (let sequence = 1; sequence <= 600; sequence++) {
  const id = names.size < 80 || random(4) === 0 ? 1001 + names.size : pick([...names.keys()]);
  const gone = Boolean(customers.get(id)) && random(25) === 0;
  names.set(id, names.get(id) ?? { first: pick(given), last: pick(family) });
  const item = { customer_id: id, name: names.get(id), segment: pick(segments), daily_limit: `${500 * (1 + random(10))}.00` };
  customers.set(id, gone ? null : item);
  changes.push({ sequence, changed_at: new Date(Date.UTC(2026, 8, 1) + sequence * 47 * 60000).toISOString(), operation: gone ? "REMOVE" : "MODIFY", item });
}
const batches = Array.from({ length: 15 }, (_, n) => changes.slice(n * 40, n * 40 + 40));
batches.forEach((_, place) => write(`delivered/stream/customers/shard-${pad(place)}.json`, lines(batches[(place * 7) % batches.length])));
write("delivered/stream/customers/shard-99.json", lines(batches[3]));

// A batch that is of a trial, and does not belong here: it changes a customer, removes one, and adds one.
const standing = [...customers.values()].filter((item) => item !== null).sort((a, b) => a.customer_id - b.customer_id);
const [changed, removed] = [standing[4], standing[10]];
write("delivered/stream/customers/shard-trial.json", lines([
  { operation: "MODIFY", item: { ...changed, segment: changed.segment === "retail" ? "private" : "retail" } },
  { operation: "REMOVE", item: removed },
  { operation: "MODIFY", item: { customer_id: 9999, name: { first: "Nobody", last: "Here" }, segment: "retail", daily_limit: "500.00" } },
].map((change, n) => ({ sequence: 9001 + n, changed_at: "2026-09-29T12:00:00.000Z", ...change }))));
write("delivered/control/customers.csv", csv(",", [["customer_id", "segment", "daily_limit"], ...standing.map((c) => [c.customer_id, c.segment, c.daily_limit])]));

// The card feed: a packed file for every eight hours, times in UTC. One booking is a slip of somebody's finger, and void.
const totals = [];
for (let day = 1; day <= 5; day++) {
  let [count, cents] = [0, 0];
  for (const hour of [0, 8, 16]) {
    const bookings = [];
    for (let n = 0; n < 40; n++) {
      const slip = day === 4 && hour === 8 && n === 20;
      const amount = slip ? 2500000 : random(30000);
      [count, cents] = slip ? [count, cents] : [count + 1, cents + amount];
      bookings.push({
        transaction_id: `T-${pad(day)}${pad(hour)}-${pad(n, 3)}`,
        card: `**** **** **** ${pad(random(10000), 4)}`,
        customer_id: 1001 + random(80),
        booked_at: `2026-09-${pad(day)}T${pad(hour + random(8))}:${pad(random(60))}:${pad(random(60))}Z`,
        amount: (amount / 100).toFixed(2),
        merchant: { name: pick(["Kiosk", "Garage", "Bookshop", "Airline"]), country: pick(["CH", "DE", "FR"]) },
      });
    }
    write(`delivered/cards/2026-09-${pad(day)}/${pad(hour)}.json.gz`, gzipSync(lines(bookings)));
  }
  totals.push([`2026-09-${pad(day)}`, count, (cents / 100).toFixed(2)]);
}
write("delivered/control/cards.csv", csv(",", [["day", "transactions", "amount"], ...totals]));

// The CRM exports all its cases every night, in the manner of its country. The last export breaks off after 20 of its 23 rows.
for (let night = 1; night <= 3; night++) {
  const cases = Array.from({ length: 20 + night }, (_, n) => [
    n + 1, 1001 + (((n + 1) * 7) % 80), `${pad(1 + ((n + 1) % night))}.09.2026`, (n + 1) % (night + 1) === 0 ? "closed" : "open", `"Überweisung ""${n + 1}"" fehlt"`,
  ]);
  const file = (rows) => Buffer.from(csv(";", [["case_no", "customer_id", "opened", "state", "subject"], ...rows]).replaceAll("\n", "\r\n"), "latin1");
  write(`delivered/crm/cases-2026-09-${pad(night)}.csv`, file(cases.slice(0, night === 3 ? 20 : undefined)));
  if (night === 3) {
    write("corrected/crm/cases-2026-09-03.csv", file(cases));
    write("delivered/control/cases.csv", csv(";", [["case_no", "state"], ...cases.map(([number, , , state]) => [number, state])]));
  }
}

// The core-banking system's extract of all loans. In the first one a loan is missing and a principal wrong. Its own list has more
// decimals, and trials with numbers from 8000 that are in no extract.
const loans = Array.from({ length: 120 }, (_, n) => ({
  loanId: 7000 + n,
  accountHolder: 1001 + (n % 80),
  principal: { amount: (10000 + n * 250).toFixed(2), currency: "CHF" },
  ratePercent: Number((1 + (n % 13) / 4).toFixed(2)),
  stateDate: `2026-09-${pad(1 + (n % 28))}`,
}));
const extract = (of) => JSON.stringify({ extract: { at: "2026-09-30T23:00:00Z", loans: of } }, null, 1);
write("corrected/core/loans-2026-09-30.json", extract(loans));
write("delivered/core/loans-2026-09-30.json", extract(loans.filter((l) => l.loanId !== 7060).map((l) => (l.loanId === 7050 ? { ...l, principal: { ...l.principal, amount: "1.00" } } : l))));
write("delivered/control/loans.csv", csv(",", [["loan_id", "principal"], ...loans.map((l) => [l.loanId, `${l.principal.amount}4`]), [8001, "1.000"]]));
console.log(`planted: a trial batch that touches the customers ${changed.customer_id}, ${removed.customer_id} and 9999; cases that break off after 20; loan 7050 wrong, loan 7060 missing`);
