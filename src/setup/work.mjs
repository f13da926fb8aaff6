import { spawn } from 'node:child_process';
import { projectRoot } from './project.mjs';

/** A problem of the machine that the person at the keyboard can solve: what happened, and what to do. */
export class SetupError extends Error {
  /**
   * @param {string} message what happened to which thing
   * @param {string} hint what to do about it
   */
  constructor(message, hint) {
    super(message);
    this.name = 'SetupError';
    this.hint = hint;
  }
}

/**
 * Does a piece of work and says so on stderr: a line when it begins, one with the time it took when it ends.
 * @template T
 * @param {string} what the work, as a person would say it: `Building`
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function announce(what, work) {
  const began = Date.now();
  process.stderr.write(`  … ${what}\n`);
  const result = await work();
  process.stderr.write(`  ✓ ${what} (${((Date.now() - began) / 1000).toFixed(1)} s)\n`);
  return result;
}

/**
 * Runs a program in the project's folder and keeps what it prints.
 * @param {string} command
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions} options
 * @returns {Promise<{ status: number, output: string }>} status 127 when the program is not there; output is stdout and stderr together
 */
export function capture(command, args, options = {}) {
  return new Promise(resolve => {
    const child = spawn(command, args, { cwd: projectRoot, ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    const chunks = [];
    child.stdout.on('data', chunk => chunks.push(chunk));
    child.stderr.on('data', chunk => chunks.push(chunk));
    child.once('error', error => resolve({ status: 127, output: error.message }));
    child.once('close', code => resolve({ status: code ?? 1, output: Buffer.concat(chunks).toString('utf8') }));
  });
}

/**
 * Runs a program with this terminal as its own.
 * @param {string} command
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions} options
 * @returns {Promise<number>} its exit status
 */
export function show(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: projectRoot, stdio: 'inherit', ...options });
    // Ctrl-C reaches the program too, and what it means is for the program to say.
    const ignore = () => undefined;
    process.on('SIGINT', ignore);
    child.once('error', reject);
    child.once('close', (code, signal) => {
      process.off('SIGINT', ignore);
      resolve(code ?? (signal === 'SIGINT' ? 130 : 1));
    });
  });
}

/**
 * The last lines of a text, for an error message.
 * @param {string} text
 * @param {number} count
 * @returns {string}
 */
export function lastLines(text, count = 12) {
  return text.trimEnd().split('\n').slice(-count).join('\n');
}
