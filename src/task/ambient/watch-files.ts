import { FileWatch } from './file-watch';
import { placesAround } from './file-places';
import { unwatched } from './unwatched';
import { wrapFiles } from './wrap-files';

/** Watches what cells do with files from now on; `folder` is the notebook's. What lies in `skipped` is the engine's own. */
export function watchFiles(folder: string, skipped: readonly string[]): FileWatch {
  const watch = new FileWatch(placesAround(folder, skipped), unwatched.realpathSync(folder));
  wrapFiles(watch);
  return watch;
}
