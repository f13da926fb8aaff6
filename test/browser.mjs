import { existsSync } from 'node:fs';
import { announce, capture } from '../src/setup/work.mjs';

const places = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'
];

/** What to do when there is no browser for the tests. */
export const browserHint =
  'Install Chromium (Debian, Ubuntu: apt-get install chromium; macOS: brew install chromium), or name one in HEADWATER_CHROMIUM.';

/**
 * Chromium or Chrome of this machine: HEADWATER_CHROMIUM, else where packages put it.
 * @returns {string | null} absolute path
 */
export function findBrowser() {
  return [process.env.HEADWATER_CHROMIUM, ...places].find(each => each && existsSync(each)) ?? null;
}

/** Installs Debian's Chromium when there is no browser and this is root on a machine with apt; else says how to get one. */
export async function installBrowser() {
  if (findBrowser() !== null) return;
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) await announce('Installing Chromium with apt', aptInstall);
  if (findBrowser() === null) process.stderr.write(`  ! There is no browser for the tests of JupyterLab; they will fail. ${browserHint}\n`);
}

async function aptInstall() {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await capture('apt-get', ['update', '-q'], { env });
  await capture('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'chromium'], { env });
}
