/** Names by which notebooks call a module as a whole. */
const wholes: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    'fs path os util assert child_process http https zlib readline stream events vm v8 worker_threads perf_hooks'
      .split(' ')
      .map(name => [name, `node:${name}`])
  ),
  fsp: 'node:fs/promises',
  tslab: 'tslab',
  arrow: 'apache-arrow'
};

/** Exports that notebooks use by their own names, by module. */
const exported: Readonly<Record<string, string>> = {
  'node:fs':
    'readFileSync writeFileSync appendFileSync existsSync mkdirSync readdirSync statSync rmSync createReadStream createWriteStream',
  'node:fs/promises': 'readFile writeFile mkdir readdir',
  'node:path': 'join resolve basename dirname extname',
  'node:crypto': 'createHash randomUUID randomBytes',
  'node:child_process': 'execSync execFileSync spawnSync',
  'node:util': 'promisify inspect',
  'apache-arrow': 'tableFromArrays tableFromJSON tableFromIPC tableToIPC vectorFromArray makeVector Table Vector',
  headwater: 'foreach Flow Run Step Task Artifact'
};

/** The import that a name most likely lacks, as a line of source; null when it is no well-known one. */
export function importOf(name: string): string | null {
  if (Object.hasOwn(wholes, name)) return `import * as ${name} from '${wholes[name] ?? ''}';`;
  const module = Object.keys(exported).find(each => exported[each]?.split(' ').includes(name));
  return module === undefined ? null : `import { ${name} } from '${module}';`;
}
