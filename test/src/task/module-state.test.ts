import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { compileCells, type TestCell } from './serial-notebook';
import { TaskProcess, temporaryFolder, type FinalReport } from './task-process';

const counter =
  'exports.state = { n: 0 }; exports.log = new Set(); exports.count = () => ++exports.state.n; exports.Base = class { hi() { return 1; } };';

/** Runs the cells of one step beside a local module, a later cell imports it or not. */
async function runStep(source: string, later: string, needed: readonly string[], tags: readonly string[] = []): Promise<FinalReport> {
  const folder = temporaryFolder();
  writeFileSync(path.join(folder, 'counter.js'), counter);
  const cells: TestCell[] = [
    { step: null, tags: ['setup'], source: tags.includes('setup') ? source : '1' },
    { step: 'a', source: tags.includes('setup') ? `const x = 1;` : source },
    { step: 'b', source: later }
  ];
  const task = new TaskProcess(folder);
  task.prepare(compileCells(cells));
  const report = await task.execute({ step: 'a', setup: [0], cells: [1], needed });
  await task.end();
  return report;
}

describe('state of modules', () => {
  const uses = `import { state } from './counter'; console.log(state.n);`;

  it.each([
    ['a property deep inside', `import * as c from './counter'; c.state.n = 5;`, 'state.n'],
    ['a change by a function of the module', `import { count } from './counter'; count();`, 'state.n'],
    ['a member of a Set', `import { log } from './counter'; log.add('x');`, 'log.x'],
    ['a method of an exported class', `import { Base } from './counter'; Base.prototype.hi = () => 2;`, 'Base.prototype.hi']
  ])('is refused by name when a later step uses the module: %s', async (_, source, place) => {
    const report = await runStep(source, uses, ['state']);
    expect(report).toMatchObject({ type: 'failed', error: { code: 'HW341', about: 'counter.js' } });
    expect(report.type === 'failed' && report.error.message).toContain(`'${place}'`);
  });

  it('may change when no later step uses the module', async () => {
    const report = await runStep(`import { count } from './counter'; const n = count();`, 'console.log(1);', ['n']);
    expect(report).toMatchObject({ type: 'finished', clean: false, warnings: [] });
  });

  it('may change in a setup cell, which every task runs', async () => {
    const report = await runStep(`import { count } from './counter'; count();`, uses, ['state'], ['setup']);
    expect(report).toMatchObject({ type: 'finished', clean: true });
  });

  it('is untouched by a step that only uses the module', async () => {
    const report = await runStep(`import { state, Base } from './counter'; const n = state.n + new Base().hi();`, uses, ['state', 'n']);
    expect(report).toMatchObject({ type: 'finished', clean: false, warnings: [] });
  });
});
