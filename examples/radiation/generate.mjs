// Writes data/measurements.zip: hourly grids as JSON and a CSV of stations for each month. The same bytes every time.
import { mkdirSync, writeFileSync } from "node:fs";

const months = [[2026, 1], [2026, 2], [2025, 12]];
const stations = ["Feldberg", "Hof", "Sylt", "Ulm"];
const pad = (n) => String(n).padStart(2, "0");
const files = [];
for (const [year, month] of months) {
  const rows = ["station,measured_at,year,month,dose_rate,unit"];
  for (let day = 1; day <= 3; day++) {
    for (let hour = 0; hour < 24; hour++) {
      const at = `${year}-${pad(month)}-${pad(day)}T${pad(hour)}:00:00Z`;
      stations.forEach((station, s) => rows.push(
        `${station},${at},${year},${month},${(0.08 + s * 0.013 + ((hour * 7 + day) % 11) / 1000).toFixed(4)},µSv/h`));
      if (hour % 6 === 0) {
        const cells = [];
        for (let y = 0; y < 4; y++) {
          for (let x = 0; x < 5; x++) {
            cells.push({ lat: 47.5 + y * 2, lon: 6.5 + x * 2, usv_h: Number((0.07 + ((x * y + hour) % 9) / 500).toFixed(4)) });
          }
        }
        files.push([`grids/${at.slice(0, 13)}.json`, JSON.stringify({ measured_at: at, year, month, cells }, null, 1)]);
      }
    }
  }
  // One sensor reports a word where a number belongs: a row for the quarantine.
  rows.push(`Ulm,${year}-${pad(month)}-03T23:30:00Z,${year},${month},offline,µSv/h`);
  files.push([`stations/${year}-${pad(month)}.csv`, rows.join("\r\n") + "\r\n"]);
}

const table = Array.from({ length: 256 }, (_, n) => {
  for (let k = 0; k < 8; k++) n = n & 1 ? 0xedb88320 ^ (n >>> 1) : n >>> 1;
  return n >>> 0;
});
const crc32 = (bytes) => (bytes.reduce((crc, b) => table[(crc ^ b) & 255] ^ (crc >>> 8), 0xffffffff) ^ 0xffffffff) >>> 0;

// The zip format, entries stored as they are: local headers with contents, the central directory, its end record.
const parts = [], directory = [];
let offset = 0;
for (const [name, text] of files) {
  const [path, content] = [Buffer.from(name), Buffer.from(text)];
  const common = Buffer.alloc(26);
  common.writeUInt16LE(20, 0);
  common.writeUInt16LE(0x0800, 2);
  common.writeUInt16LE(0x21, 8);
  common.writeUInt32LE(crc32(content), 10);
  common.writeUInt32LE(content.length, 14);
  common.writeUInt32LE(content.length, 18);
  common.writeUInt16LE(path.length, 22);
  parts.push(Buffer.from("PK\x03\x04", "latin1"), common, path, content);
  const rest = Buffer.alloc(14);
  rest.writeUInt32LE(offset, 10);
  directory.push(Buffer.from("PK\x01\x02\x14\x00", "latin1"), common, rest, path);
  offset += 30 + path.length + content.length;
}
const central = Buffer.concat(directory);
const end = Buffer.alloc(22);
end.write("PK\x05\x06", "latin1");
end.writeUInt16LE(files.length, 8);
end.writeUInt16LE(files.length, 10);
end.writeUInt32LE(central.length, 12);
end.writeUInt32LE(offset, 16);
mkdirSync("data", { recursive: true });
writeFileSync("data/measurements.zip", Buffer.concat([...parts, central, end]));
