import path from 'node:path';
import type { ExecutionRecord, Slot, SlotWrite, TaskWarning } from '../protocol';
import type { Versions } from '../scope/versions';
import { contentOf, treeOf } from './file-content';
import { fileSlot, isFileSlot } from '../scope/slot';
import type { Place, Places } from './file-places';
import { outsideWarning, setupWrites, stillRunning, tooMany } from './file-messages';
import { FileRecord } from './file-record';
import { takeSnapshot, type FolderSnapshot } from './folder-snapshot';
import { unwatched } from './unwatched';

/** What an execution is given to reach files with. */
export interface FileAccess {
  readonly versions: Versions;
  /** Waits until everything before the execution has committed; null when that is so already. `what`: for people, as `writes 'out.csv'`. */
  readonly takeTurn: ((what: string) => void) | null;
}

/** What an execution did to files. */
export interface FileOutcome {
  readonly writes: Readonly<Record<Slot, SlotWrite>>;
  readonly files: NonNullable<ExecutionRecord['files']>;
  readonly warnings: readonly TaskWarning[];
}

/** Sees what the code of cells does with files: the functions that it uses report here first. Does nothing outside of an execution. */
export class FileWatch {
  private readonly places: Places;
  private readonly folder: string;
  private readonly notebook: string;
  private current: Current | null = null;

  /** `notebook`: absolute path, through no link. */
  constructor(places: Places, notebook: string) {
    this.places = places;
    this.folder = path.dirname(notebook);
    this.notebook = notebook;
  }

  /** An execution begins. */
  begin({ versions, takeTurn }: FileAccess): void {
    this.current = {
      record: new FileRecord(versions, this.places),
      versions,
      takeTurn,
      snapshot: null,
      seen: new Set(),
      temporary: [],
      running: []
    };
  }

  /**
   * The setup cells have run. Gives the slots that they have read.
   * @throws HeadwaterError HW343 when they have changed a file that an earlier step has written
   */
  endSetup(): ReadonlySet<Slot> {
    const { current } = this;
    if (current === null) return new Set();
    this.noteOutsiders(current);
    for (const { place } of current.record.changes.values())
      for (const name of place.names) {
        const version = current.versions.peek(fileSlot(name));
        if (version?.kind === 'file' && version.content.split('+')[0] !== contentOf(place.path, { bytes: Infinity }))
          throw setupWrites(name);
      }
    return new Set([...current.versions.reads.keys()].filter(isFileSlot));
  }

  /** A path is looked at: its content, or whether it is there. */
  read(given: unknown): void {
    const { current } = this;
    if (current === null || current.seen.has(given)) return;
    const place = this.places.find(given);
    if (place !== null && current.snapshot?.differs(place.path) !== true) {
      current.record.read(place);
      // A folder above that is not there may become a link: then what lies in it has another name.
      for (let at = path.dirname(place.path); !isThere(at); at = path.dirname(at)) this.read(at);
    }
    current.seen.add(given);
  }

  /** The names in a folder are looked at; `deep`: in the folders inside as well. */
  list(given: unknown, deep: boolean): void {
    const { current } = this;
    const place = current && this.places.find(given);
    if (!place) return;
    current.record.read(place);
    const folders = deep ? treeOf(place.path).map(each => this.places.find(each)) : [place];
    for (const each of folders) if (each !== null) current.record.list(each);
  }

  /** A path is about to be written, or removed. `attributes`: only its mode or times. */
  change(given: unknown, verb = 'writes', attributes = false): void {
    const { current } = this;
    const place = current && this.places.find(given);
    if (!place) return;
    this.takeTurn(`${verb} '${place.names[0] ?? place.path}'`, place);
    // By now the path may be a link, which leads to another file.
    current.record.change(this.places.find(given) ?? place, attributes);
  }

  /** A path is about to be written that is looked at as well: what is there only counts once it is the execution's turn. */
  update(given: unknown): void {
    const { current } = this;
    const place = current && this.places.find(given);
    if (place) this.takeTurn(`writes '${place.names[0] ?? place.path}'`, place);
    this.read(given);
    this.change(given);
  }

  /** A path is about to be removed, with everything in it. */
  remove(given: unknown): void {
    const place = this.current && this.places.find(given);
    if (place && isThere(place.path)) {
      this.change(given, 'removes');
      for (const file of treeOf(place.path)) this.change(file, 'removes');
    } else this.read(given);
    this.forget();
  }

  /** A path and everything in it is about to be put or copied somewhere else. */
  transfer(given: unknown, target: unknown, moved: boolean): void {
    const { current } = this;
    const place = current && this.places.find(given);
    const to = current && this.places.find(target);
    if (!place && !to) return;
    this.takeTurn(`${moved ? 'moves' : 'copies'} '${place?.names[0] ?? String(given)}'`, to);
    this.read(given);
    this.update(target);
    for (const file of place ? treeOf(place.path) : []) {
      if (moved) this.change(file, 'moves');
      else this.readAll(file);
      if (place && to) this.change(path.join(to.path, path.relative(place.path, file)));
    }
    this.forget();
  }

  /** A folder is about to be made; `deep`: with its missing parents, and nothing happens when it is there. */
  make(given: unknown, deep: boolean): void {
    const { current } = this;
    const place = current && this.places.find(given);
    if (!place) return;
    if (isThere(place.path) && !(deep && current.takeTurn === null)) this.read(given);
    for (let at = place.path; !isThere(at); at = path.dirname(at)) this.change(at, 'makes');
  }

  /** A folder with a name of its own is about to be made. In the temporary folder nobody else knows of it: no need to wait. */
  makeUnique(prefix: string): void {
    const place = this.places.find(path.dirname(`${prefix}x`));
    if (place !== null && !this.places.isTemporary(place)) this.takeTurn(`makes '${prefix}…'`, place);
  }

  /** A folder with a name of its own has been made. */
  madeUnique(folder: string): void {
    const { current } = this;
    const place = current && this.places.find(folder);
    if (!place) return;
    current.record.changed(place, false);
    if (this.places.isTemporary(place)) current.temporary.push(place.path);
  }

  /** What was said of paths so far may be wrong from now on: links or the working directory change. */
  forget(): void {
    this.current?.seen.clear();
  }

  /** Something that reads and writes files past Node's functions is about to run: another program, a worker, a native module. */
  outsider(what: string): void {
    const { current } = this;
    if (current === null) return;
    this.takeTurn(what, null);
    current.snapshot ??= takeSnapshot(this.rootsWith(process.cwd()), this.notebook);
    this.forget();
    for (const slot of current.versions.listed) if (isFileSlot(slot)) this.readSlot(current, slot);
  }

  /** What was started should have ended when the execution does. */
  mustEnd(name: string, isRunning: () => boolean): void {
    this.current?.running.push({ name, isRunning });
  }

  /** The execution is over: says what it has done. */
  settle(): FileOutcome {
    const { current } = this;
    if (current === null) return { writes: {}, files: {}, warnings: [] };
    this.current = null;
    const { record, snapshot, running } = current;
    this.noteOutsiders(current);
    const outside = [...record.changes.values()].map(each => each.place).filter(this.places.isOutside);
    return {
      writes: record.writes(),
      files: record.files(),
      warnings: [
        ...outsideWarning(outside),
        ...(snapshot?.complete === false ? [tooMany(this.folder)] : []),
        ...running.filter(each => each.isRunning()).map(each => stillRunning(each.name))
      ]
    };
  }

  private takeTurn(what: string, place: Place | null): void {
    const { current } = this;
    if (current === null || current.takeTurn === null) return;
    if (place !== null && current.temporary.some(folder => place.path.startsWith(folder + path.sep))) return;
    current.takeTurn(what);
    current.takeTurn = null;
  }

  private readAll(file: string): void {
    this.read(file);
    const stat = unwatched.statSync(file, { throwIfNoEntry: false });
    if (stat?.isDirectory() === true) this.list(file, false);
  }

  private readSlot(current: Current, slot: Slot): void {
    const name = slot.slice(slot.indexOf(':') + 1);
    if (!current.record.changes.has(this.places.pathOf(name))) current.versions.read(slot);
  }

  private noteOutsiders({ record, snapshot }: Current): void {
    for (const { file, existed } of snapshot?.changes() ?? []) {
      const place = this.places.find(file);
      if (place !== null) record.changed(place, existed);
    }
  }

  private rootsWith(folder: string): string[] {
    return folder === this.folder || folder.startsWith(this.folder + path.sep) ? [this.folder] : [this.folder, folder];
  }
}

interface Current {
  readonly record: FileRecord;
  readonly versions: Versions;
  takeTurn: FileAccess['takeTurn'];
  /** How the files looked before the first outsider. */
  snapshot: FolderSnapshot | null;
  /** Paths that have been read, as they were given. */
  readonly seen: Set<unknown>;
  /** Folders that it has made in the temporary folder for itself. */
  readonly temporary: string[];
  readonly running: { readonly name: string; readonly isRunning: () => boolean }[];
}

function isThere(file: string): boolean {
  return unwatched.lstatSync(file, { throwIfNoEntry: false }) !== undefined;
}
