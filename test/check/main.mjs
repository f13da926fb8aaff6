import { mkdirSync, writeFileSync } from 'node:fs';
import { build } from '../../src/setup/build.mjs';
import { installModules } from '../../src/setup/modules.mjs';
import { inProject } from '../../src/setup/project.mjs';
import { reportAndExit } from '../../src/setup/report.mjs';
import { capture } from '../../src/setup/work.mjs';

const bin = name => inProject('node_modules', ...name.split('/'));
const tsc = project => [bin('typescript/bin/tsc'), '-p', inProject(project), '--noEmit'];

/** Fixtures and notebooks stay byte for byte as other programs wrote them. */
const formatted = [
  'src',
  'client',
  'labextension',
  'style',
  'test',
  'package.json',
  '!labextension/headwater/**',
  '!test/fixtures/**',
  '!test/bench/flows/**',
  '!client/examples/**'
];

/** Each is a program of its own; all of them are run, whatever the others say. */
const checks = [
  ['types of src and client', tsc('src/tsconfig.json')],
  ['types of the lab extension', tsc('labextension/tsconfig.json')],
  ['types of the tests', tsc('test/tsconfig.json')],
  ['pure rooms without Node types', tsc('test/check/pure.tsconfig.json')],
  [
    'eslint',
    [
      bin('eslint/bin/eslint.js'),
      '-c',
      'test/check/eslint.config.mjs',
      '--no-warn-ignored',
      '--max-warnings=0',
      'src',
      'client',
      'labextension',
      'test'
    ]
  ],
  ['prettier', [bin('prettier/bin/prettier.cjs'), '--check', ...formatted]],
  [
    'which room uses which',
    [
      bin('dependency-cruiser/bin/dependency-cruise.mjs'),
      '--config',
      'test/check/dependency-cruiser.cjs',
      'src',
      'client',
      'labextension/src'
    ]
  ],
  ['nothing unused (knip)', [bin('knip/bin/knip.js'), '--no-config-hints']],
  ['the package and its types', [bin('vitest/vitest.mjs'), 'run', '--config', 'test/vitest.config.mts', '--project', 'package']]
];

check().catch(reportAndExit);

/** `npm run check`: everything that can be said of the sources without running them. */
async function check() {
  await installModules();
  await build().catch(error => process.stderr.write(`  ! ${String(error.message).split('\n')[0]}\n`));
  const results = [];
  for (const [name, args] of checks) results.push(await runCheck(name, args));
  const failed = results.filter(each => !each).length;
  record({ passed: results.length - failed, failed });
  process.stdout.write(`\n${results.length - failed} of ${results.length} checks passed\n`);
  process.exitCode = failed > 0 ? 1 : 0;
}

async function runCheck(name, args) {
  const began = Date.now();
  const { status, output } = await capture(process.execPath, args, {
    env: { ...process.env, FORCE_COLOR: process.stdout.isTTY ? '1' : '0' }
  });
  process.stdout.write(`${status === 0 ? '✓' : '✗'} ${name} (${((Date.now() - began) / 1000).toFixed(1)} s)\n`);
  if (status !== 0) process.stdout.write(`${output.trimEnd()}\n`);
  return status === 0;
}

function record(totals) {
  mkdirSync(inProject('.cache', 'results'), { recursive: true });
  writeFileSync(inProject('.cache', 'results', 'check.json'), JSON.stringify(totals));
}
