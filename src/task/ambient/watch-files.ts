import path from 'node:path';
import { FileWatch } from './file-watch';
import { placesAround } from './file-places';
import { unwatched } from './unwatched';
import { wrapFiles } from './wrap-files';

/** Watches what the cells of a notebook (absolute path) do with files from now on. What lies in `skipped` is the engine's own. */
export function watchFiles(notebook: string, skipped: readonly string[]): FileWatch {
  const folder = path.dirname(notebook);
  const watch = new FileWatch(placesAround(folder, skipped), path.join(unwatched.realpathSync(folder), path.basename(notebook)));
  wrapFiles(watch);
  return watch;
}
