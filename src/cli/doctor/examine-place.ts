import { accessSync, constants, existsSync, statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import { findRoot } from '../../datastore/find-root';
import { isHeadwaterError } from '../../errors';
import { askProgram } from './ask-program';
import { missing, ok, optional, type Finding } from './finding';

/** Free space below which a run is likely to end in the middle: 1 GiB. */
const scarce = 2 ** 30;

const browsers = ['chromium', 'chromium-browser', 'google-chrome'];

/** The place where runs are kept for notebooks in `folder`, and the programs around it. */
export function examinePlace(folder: string): readonly Finding[] {
  return [examineStore(folder), examineDisk(folder), examineGit(), examineBrowser()];
}

function examineStore(folder: string): Finding {
  try {
    const root = findRoot(folder);
    const writable = root ?? folder;
    accessSync(writable, constants.R_OK | constants.W_OK);
    return ok('store', root ?? `none yet; the first run makes .metaflow above ${folder}`);
  } catch (error) {
    if (isHeadwaterError(error)) return missing('store', error.message, error.hint);
    return missing(
      'store',
      `the store for ${folder} cannot be written`,
      'Give yourself write access, or set METAFLOW_DATASTORE_SYSROOT_LOCAL to a folder of yours.'
    );
  }
}

function examineDisk(folder: string): Finding {
  const at = nearestExisting(folder);
  const { bavail, bsize } = statfsSync(at);
  const free = bavail * bsize;
  const text = `${(free / 2 ** 30).toFixed(1)} GiB free`;
  if (free >= scarce) return ok('disk', text);
  return missing('disk', text, 'Make room: headwater du says which runs are big, headwater rm and headwater gc remove them.');
}

function nearestExisting(folder: string): string {
  return existsSync(folder) ? folder : nearestExisting(dirname(folder));
}

function examineGit(): Finding {
  const version = askProgram('git', ['--version']);
  if (version !== null) return ok('git', version.replace('git version ', ''));
  return optional(
    'git',
    'not installed: runs will not say which commit they came from',
    'Debian, Ubuntu: apt-get install git; macOS: xcode-select --install.'
  );
}

function examineBrowser(): Finding {
  const found = browsers.find(each => askProgram(each, ['--version']) !== null);
  if (found !== undefined) return ok('Chromium', found);
  return optional(
    'Chromium',
    'not found: only the tests of this project need it',
    'Debian, Ubuntu: apt-get install chromium; macOS: brew install chromium.'
  );
}
