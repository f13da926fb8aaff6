import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { HeadwaterError } from '../../errors';

const names = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'chrome',
  'microsoft-edge',
  'microsoft-edge-stable'
];

const places = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge'
];

/** The program of an installed browser that can draw pages without a window. @throws HeadwaterError HW701 when there is none */
export function findBrowser(): string {
  const given = process.env['HEADWATER_BROWSER'];
  if (given !== undefined && given !== '') {
    if (isProgram(given)) return given;
    throw noBrowser(`HEADWATER_BROWSER names ${given}, which is no program.`);
  }
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter(each => each !== '');
  const found = [...folders.flatMap(folder => names.map(name => join(folder, name))), ...places].find(isProgram);
  if (found !== undefined) return found;
  throw noBrowser('No Chromium, Chrome or Edge was found, which draws cards as pictures and PDF.');
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function noBrowser(message: string): HeadwaterError {
  return new HeadwaterError('HW701', message, {
    about: 'browser',
    hint: 'Install one (apt install chromium), or name its program in HEADWATER_BROWSER. --format html needs none.'
  });
}
