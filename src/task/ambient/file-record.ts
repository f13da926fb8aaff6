import path from 'node:path';
import type { FileContent, Slot, SlotWrite } from '../protocol';
import type { Versions } from '../scope/versions';
import { attributesOf, contentOf, gone, namesIn, signatureOf } from './file-content';
import { fileSlot, folderSlot } from '../scope/slot';
import type { Place, Places } from './file-places';
import { unwatched } from './unwatched';

/** A path that an execution has changed, or is about to. */
export interface FileChange {
  readonly place: Place;
  readonly existed: boolean;
  /** True when its mode or times were changed, which its content does not tell. */
  attributes: boolean;
}

/** A file from outside: how it looked when it was first read, and what was in it, once that is known. */
interface Input {
  readonly file: string;
  readonly signature: string | null;
  content: FileContent | null;
}

/** How many bytes one execution may read to tell contents apart; what comes after is told apart by size and time. */
const hashedBytes = 256 * 2 ** 20;

/** The files that one execution has read and changed. */
export class FileRecord {
  readonly versions: Versions;
  /** By absolute path. */
  readonly changes = new Map<string, FileChange>();
  private readonly inputs = new Map<string, Input>();
  private readonly budget = { bytes: hashedBytes };
  private readonly places: Places;

  constructor(versions: Versions, places: Places) {
    this.versions = versions;
    this.places = places;
  }

  /** Its existence, content or attributes are looked at. */
  read(place: Place): void {
    if (this.changes.has(place.path)) return;
    for (const name of place.names) {
      const file = this.places.pathOf(name);
      if (this.versions.read(fileSlot(name)).kind === 'absent') this.noteInput(name, file, () => signatureOf(file));
    }
  }

  /** The names in it are looked at. */
  list(place: Place): void {
    for (const name of place.names) {
      const folder = this.places.pathOf(name);
      if (this.versions.read(folderSlot(name)).kind === 'absent') this.noteInput(`${name}/`, folder, () => namesIn(folder));
    }
  }

  /** It is about to be changed. */
  change(place: Place, attributes: boolean): void {
    const known = this.changes.get(place.path);
    if (known !== undefined) known.attributes ||= attributes;
    else this.add(place, existsAt(place.path), attributes);
  }

  /** It was changed by somebody else who works for this execution. */
  changed(place: Place, existed: boolean): void {
    if (!this.changes.has(place.path)) this.add(place, existed, false);
  }

  /** What the execution has left in files and folders. A change that left everything as it was is none. */
  writes(): Record<Slot, SlotWrite> {
    const writes = new Map<Slot, FileContent>();
    const renamed = new Set<string>();
    for (const { place, existed, attributes } of this.changes.values()) {
      const exists = existsAt(place.path);
      if (!existed && !exists) continue;
      for (const name of place.names) writes.set(fileSlot(name), this.contentAt(this.places.pathOf(name), attributes));
      if (existed === exists) continue;
      renamed.add(path.dirname(place.path)).add(place.path);
    }
    for (const folder of renamed)
      for (const name of this.places.find(folder)?.names ?? []) writes.set(folderSlot(name), namesIn(this.places.pathOf(name)));
    const news = [...writes].filter(([slot, content]) => !this.isKnown(slot, content));
    return Object.fromEntries(news.map(([slot, content]) => [slot, { kind: 'file', content }]));
  }

  /** Name -> content at the first read, of what no earlier step of the run has written; a folder's name ends with `/`, its content is that of its names. */
  files(): Record<string, FileContent> {
    return Object.fromEntries([...this.inputs].map(([name, input]) => [name, this.settled(name, input)]));
  }

  private add(place: Place, existed: boolean, attributes: boolean): void {
    for (const name of place.names) {
      const input = this.inputs.get(name);
      if (input !== undefined) input.content = this.settled(name, input);
    }
    this.changes.set(place.path, { place, existed, attributes });
  }

  private noteInput(name: string, file: string, signature: () => string | null): void {
    if (!this.inputs.has(name)) this.inputs.set(name, { file, signature: signature(), content: null });
  }

  private settled(name: string, { file, signature, content }: Input): FileContent {
    if (content !== null || signature === null) return content ?? gone;
    if (name.endsWith('/') || signatureOf(file) !== signature) return signature;
    return contentOf(file, this.budget);
  }

  private contentAt(file: string, attributes: boolean): FileContent {
    const content = contentOf(file, this.budget);
    return attributes && content !== gone ? `${content}+${attributesOf(file)}` : content;
  }

  private isKnown(slot: Slot, content: FileContent): boolean {
    const version = this.versions.peek(slot);
    return version?.kind === 'file' && version.content === content;
  }
}

function existsAt(file: string): boolean {
  return unwatched.lstatSync(file, { throwIfNoEntry: false }) !== undefined;
}
