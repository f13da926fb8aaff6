import { mkdirSync, rmSync } from 'node:fs';
import { build } from '../src/setup/build.mjs';
import { installExtension } from '../src/setup/extension.mjs';
import { installKernels } from '../src/setup/kernel.mjs';
import { buildLab } from '../src/setup/lab-build.mjs';
import { installModules } from '../src/setup/modules.mjs';
import { inProject } from '../src/setup/project.mjs';
import { installPython, projectPython } from '../src/setup/python.mjs';
import { reportAndExit } from '../src/setup/report.mjs';
import { show } from '../src/setup/work.mjs';
import { installBrowser } from './browser.mjs';

test(process.argv.slice(2)).catch(reportAndExit);

/** `npm test`: sets up what the tests need and runs them all; options go to vitest (`npm test -- --project client`). */
async function test(options) {
  await installModules();
  await build();
  await buildLab();
  await installPython('python-tests', [inProject('labextension', 'requirements.txt'), inProject('test', 'requirements.txt')], [3, 11]);
  installKernels();
  installExtension();
  await installBrowser();
  process.exitCode = await runVitest(options);
}

function runVitest(options) {
  const results = inProject('.cache', 'results');
  mkdirSync(results, { recursive: true });
  rmSync(`${results}/test.json`, { force: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${results}/test.json`];
  const args = ['run', '--config', inProject('test', 'vitest.config.mts'), ...reporters, ...options];
  const environment = { HEADWATER_PYTHON: projectPython, HEADWATER_BUILT: '1', ...process.env };
  return show(process.execPath, [inProject('node_modules', 'vitest', 'vitest.mjs'), ...args], { env: environment });
}
