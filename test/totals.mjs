import { existsSync, readFileSync } from 'node:fs';
import { inProject } from '../src/setup/project.mjs';

const totals = [readChecks(), readTests()];
const passed = sum('passed');
const failed = sum('failed');
const skipped = sum('skipped');
process.stdout.write(`\n${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;

function sum(field) {
  return totals.reduce((total, each) => total + (each[field] ?? 0), 0);
}

/** Checks that left no result did not run to their end: that is a failure. */
function readChecks() {
  return readResult('check.json') ?? { passed: 0, failed: 1 };
}

/** A test file that could not even be loaded has no test to count, so it counts as one. */
function readTests() {
  const result = readResult('test.json');
  if (result === null) return { passed: 0, failed: 1 };
  const unloaded = result.testResults.filter(
    each => each.status === 'failed' && each.assertionResults.every(test => test.status !== 'failed')
  );
  return {
    passed: result.numPassedTests,
    failed: result.numFailedTests + unloaded.length,
    skipped: result.numPendingTests + (result.numTodoTests ?? 0)
  };
}

function readResult(name) {
  const file = inProject('.cache', 'results', name);
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null;
}
