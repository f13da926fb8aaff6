import type { TestCell } from './workspace';

/** A notebook whose steps know of each other by files only. */
export interface FileNotebook {
  readonly name: string;
  readonly cells: readonly TestCell[];
  /** Files that are there before, by name. */
  readonly files?: Readonly<Record<string, string>>;
}

const imports = `import fs from 'node:fs'; import path from 'node:path'; import { execSync, spawnSync, exec } from 'node:child_process'; import { promisify } from 'node:util';`;

/** Long enough for a later step to have read too early. */
const slow = `await new Promise(resolve => setTimeout(resolve, 400));`;

/** The first cell has the imports; each step makes a variable that the last one prints, so that it may be run on a guess. */
function steps(...sources: readonly string[]): TestCell[] {
  const cells = sources.map((source, index) => ({ step: `s${index}`, source: `${source}\nconst made${index} = ${index};` }));
  const all = sources.map((_, index) => `made${index}`).join(' + ');
  return [{ source: imports, tags: ['setup'] }, ...cells, { step: 'last', source: `console.log('sum', ${all});` }];
}

/** Notebooks in which a step that runs too early, or twice, or in a process of its own would be seen. */
export const fileNotebooks: readonly FileNotebook[] = [
  {
    name: 'a table is written as text and read',
    files: { 'a.csv': 'old,1\n' },
    cells: steps(
      `${slow} fs.writeFileSync('a.csv', 'x,y\\n1,2\\n3,4\\n');`,
      `const rows = fs.readFileSync('a.csv', 'utf8').trim().split('\\n').map(line => line.split(',')); console.log(JSON.stringify(rows));`
    )
  },
  {
    name: 'JSON is written with promises and required',
    cells: steps(
      `${slow} await fs.promises.writeFile('made.json', JSON.stringify({ n: 41 }));`,
      `console.log(require('./made.json').n + 1);`,
      `fs.writeFileSync(path.resolve('made.json'), '{"n":1}'); console.log(JSON.parse(fs.readFileSync('./made.json', 'utf8')).n);`
    )
  },
  {
    name: 'a module is generated and used',
    cells: steps(`${slow} fs.writeFileSync('made.js', 'exports.twice = n => 2 * n;');`, `console.log(require('./made').twice(21));`)
  },
  {
    name: 'steps append to one log in order',
    cells: steps(
      `fs.appendFileSync('log.txt', 'one\\n'); ${slow} fs.appendFileSync('log.txt', 'two\\n');`,
      `fs.appendFileSync('log.txt', 'three\\n');`,
      `const out = fs.createWriteStream('log.txt', { flags: 'a' }); await new Promise<void>(done => out.end('four\\n', () => done()));`,
      `console.log(fs.readFileSync('log.txt', 'utf8'));`
    )
  },
  {
    name: 'a step asks whether a file is there',
    cells: steps(
      `${slow} fs.writeFileSync('flag', '');`,
      `console.log(fs.existsSync('flag'), fs.statSync('flag', { throwIfNoEntry: false })?.size);`,
      `fs.unlinkSync('flag');`,
      `console.log(fs.existsSync('flag')); try { fs.accessSync('flag'); } catch (e: any) { console.log(e.code); }`
    )
  },
  {
    name: 'a step lists a folder that an earlier one fills',
    files: { 'data/a.txt': 'a' },
    cells: steps(
      `${slow} fs.writeFileSync('data/b.txt', 'b'); fs.mkdirSync('data/deep/er', { recursive: true }); fs.writeFileSync('data/deep/er/c.txt', 'c');`,
      `console.log(fs.readdirSync('data').sort().join());`,
      `console.log((fs.readdirSync('data', { recursive: true }) as string[]).sort().join());`
    )
  },
  {
    name: 'a file is renamed',
    files: { 'in.txt': 'in' },
    cells: steps(
      `${slow} fs.renameSync('in.txt', 'out.txt');`,
      `console.log(fs.existsSync('in.txt'), fs.existsSync('out.txt') && fs.readFileSync('out.txt', 'utf8'));`,
      `fs.mkdirSync('d'); fs.renameSync('out.txt', 'd/out.txt'); fs.renameSync('d', 'e');`,
      `console.log(fs.readdirSync('.').filter(n => n.length === 1).join(), fs.readFileSync('e/out.txt', 'utf8'));`
    )
  },
  {
    name: 'a program writes what the next step reads',
    cells: steps(
      `fs.writeFileSync('a', 'pear\\napple\\n'); ${slow} execSync('sort a > b');`,
      `console.log(fs.existsSync('b') ? fs.readFileSync('b', 'utf8') : 'none');`,
      `execSync('rm b; mkdir c; cp a c/d');`,
      `console.log(fs.existsSync('b'), fs.existsSync('c') ? fs.readdirSync('c').join() : 'none');`
    )
  },
  {
    name: 'a program reads what an earlier step writes',
    cells: steps(
      `${slow} fs.writeFileSync('a', 'pear\\napple\\n');`,
      `console.log(spawnSync('sort', ['a'], { encoding: 'utf8' }).stdout);`,
      `console.log((await promisify(exec)('cat a | wc -l')).stdout.trim());`
    )
  },
  {
    name: 'the working directory and relative paths',
    cells: steps(
      `${slow} fs.mkdirSync('sub'); process.chdir('sub'); fs.writeFileSync('x', '1');`,
      `console.log(path.basename(process.cwd()), fs.readdirSync('.').join());`,
      `fs.writeFileSync('../y', '2'); process.chdir('..');`,
      `console.log(fs.existsSync('sub/x'), fs.existsSync('y'));`
    )
  },
  {
    name: 'a step changes into a folder that an earlier one makes',
    cells: steps(
      `${slow} fs.mkdirSync('new');`,
      `process.chdir('new');`,
      `fs.writeFileSync('z', 'z'); console.log(path.basename(process.cwd()));`
    )
  },
  {
    name: 'a step reads what a later one overwrites',
    files: { 'config.json': '{"rate":1}' },
    cells: steps(
      `${slow} console.log(JSON.parse(fs.readFileSync('config.json', 'utf8')).rate);`,
      `fs.writeFileSync('config.json', '{"rate":2}');`,
      `console.log(JSON.parse(fs.readFileSync('config.json', 'utf8')).rate);`,
      `fs.rmSync('config.json');`,
      `console.log(fs.existsSync('config.json'));`
    )
  },
  {
    name: 'streams and handles',
    files: { 'in.txt': 'abcdef' },
    cells: steps(
      `${slow} const handle = await fs.promises.open('in.txt', 'r+'); await handle.write('XY', 2); await handle.close();`,
      `const text = await new Promise(done => { let all = ''; fs.createReadStream('in.txt', 'utf8').on('data', chunk => (all += chunk)).on('end', () => done(all)); });
console.log(text);`,
      `const fd = fs.openSync('in.txt', 'a'); fs.writeSync(fd, '!'); fs.closeSync(fd);`,
      `const fd2 = fs.openSync('in.txt', 'r'); const b = Buffer.alloc(3); fs.readSync(fd2, b, 0, 3, 4); fs.closeSync(fd2); console.log(b.toString());`
    )
  },
  {
    name: 'folders are copied and removed',
    files: { 'd/a': '1', 'd/b/c': '2' },
    cells: steps(
      `${slow} fs.cpSync('d', 'e', { recursive: true });`,
      `console.log(fs.existsSync('e/b/c') && fs.readFileSync('e/b/c', 'utf8'));`,
      `fs.rmSync('d', { recursive: true });`,
      `console.log(fs.existsSync('d/b/c'), fs.existsSync('d'));`
    )
  },
  {
    name: 'links lead to the same file',
    files: { 'a.txt': 'a' },
    cells: steps(
      `${slow} fs.symlinkSync('a.txt', 'b.txt');`,
      `console.log(fs.existsSync('b.txt') ? fs.readFileSync('b.txt', 'utf8') : 'none');`,
      `fs.writeFileSync('b.txt', 'changed');`,
      `console.log(fs.readFileSync('a.txt', 'utf8'));`
    )
  },
  {
    name: 'a folder becomes a link',
    files: { 'data/x.txt': 'x' },
    cells: steps(
      `${slow} fs.symlinkSync('data', 'd');`,
      `console.log(fs.existsSync('d/x.txt') ? fs.readFileSync('d/x.txt', 'utf8') : 'none');`,
      `fs.writeFileSync('d/x.txt', 'changed');`,
      `console.log(fs.readFileSync('data/x.txt', 'utf8'));`
    )
  },
  {
    name: 'the temporary folder',
    cells: steps(
      `const os = require('node:os'); const place = fs.mkdtempSync(path.join(os.tmpdir(), 'hw-')); ${slow} fs.writeFileSync(path.join(place, 'x'), 'x');`,
      `console.log(fs.readdirSync(place).join()); fs.writeFileSync(path.join(place, 'y'), 'y');`,
      `console.log(fs.readdirSync(place).join()); fs.rmSync(place, { recursive: true });`
    )
  },
  {
    name: 'setup makes what is not there',
    cells: [
      {
        source: `${imports}\nif (!fs.existsSync('cache')) fs.mkdirSync('cache'); fs.mkdirSync('out/deep', { recursive: true });`,
        tags: ['setup']
      },
      ...steps(`${slow} fs.writeFileSync('cache/a', '1');`, `console.log(fs.readdirSync('cache').join());`).slice(1)
    ]
  },
  {
    name: 'items write a file each, the join reads them',
    cells: [
      { source: `${imports} import { foreach } from 'headwater';`, tags: ['setup'] },
      {
        step: 'each',
        source: `fs.mkdirSync('parts', { recursive: true });
const done = await foreach([1, 2, 3, 4], n => { fs.writeFileSync('parts/' + n, String(n * n)); return n; });`
      },
      {
        step: 'last',
        source: `console.log(done.length, fs.readdirSync('parts').map(name => fs.readFileSync('parts/' + name, 'utf8')).join());`
      }
    ]
  },
  {
    name: 'the environment changes, and a variable is removed',
    cells: steps(
      `${slow} process.env.HW_A = '1'; process.env.HW_B = '2';`,
      `console.log(process.env.HW_A, process.env.HW_B); delete process.env.HW_A;`,
      `console.log(process.env.HW_A, 'HW_A' in process.env, process.env.HW_B); process.env.HW_B = 'x';`,
      `console.log(execSync('echo $HW_A-$HW_B', { encoding: 'utf8' }));`
    )
  },
  {
    name: 'a worker writes a file',
    cells: steps(
      `const { Worker } = require('node:worker_threads'); ${slow}
await new Promise(done => new Worker("require('fs').writeFileSync('w.txt', 'w')", { eval: true }).on('exit', done));`,
      `console.log(fs.existsSync('w.txt'));`
    )
  },
  {
    name: 'a file is written again with the same content, later',
    files: { 'same.txt': 'same' },
    cells: steps(`${slow} fs.writeFileSync('same.txt', 'same');`, `console.log(fs.readFileSync('same.txt', 'utf8'));`)
  }
];
