// Reads a folder of Hive-partitioned Parquet as any program may that knows nothing of Weir: one JSON object a row.
import { readdirSync } from 'node:fs';
import { join, relative, dirname, sep } from 'node:path';
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';

const root = process.argv[2];
const files = readdirSync(root, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith('.parquet'))
  .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
for (const path of files.sort()) {
  const levels = dirname(relative(root, path)).split(sep).filter((level) => level.includes('=')).map((level) => {
    const at = level.indexOf('=');
    const value = level.slice(at + 1);
    return [level.slice(0, at), value === '__HIVE_DEFAULT_PARTITION__' ? null : decodeURIComponent(value)];
  });
  const file = await asyncBufferFromFile(path);
  for (const row of await parquetReadObjects({ file, compressors })) {
    console.log(JSON.stringify({ ...row, ...Object.fromEntries(levels) }, (_, value) => (typeof value === 'bigint' ? Number(value) : value)));
  }
}
