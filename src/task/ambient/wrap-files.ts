import fs from 'node:fs';
import { constants } from 'node:fs';
import { promisify } from 'node:util';
import type { FileWatch } from './file-watch';

/** Tells the watch what a call is about to do. */
type Notice = (watch: FileWatch, args: readonly unknown[]) => void;

/** Makes Node's file functions tell the watch what they are about to do: those of `fs` with their `Sync` forms, and those of `fs/promises`. */
export function wrapFiles(watch: FileWatch): void {
  for (const [name, notice] of Object.entries(notices)) {
    wrap(fs, name, notice, watch);
    wrap(fs, `${name}Sync`, notice, watch);
    wrap(fs.promises, name, notice, watch);
  }
  wrapMaking(fs, 'mkdtemp', watch);
  wrapMaking(fs, 'mkdtempSync', watch);
  wrapMaking(fs.promises, 'mkdtemp', watch);
  wrap(process, 'chdir', changesFolder, watch);
}

/** Puts a function in place of another that tells the watch first; it looks like the one that it replaces. `done` is told what it gave. */
export function wrap(holder: object, name: string, notice: Notice, watch: FileWatch, done: Done = () => undefined): void {
  const original: unknown = Reflect.get(holder, name);
  if (typeof original !== 'function') return;
  const value = telling(original, notice, watch, done);
  Object.defineProperty(holder, name, { ...Object.getOwnPropertyDescriptor(holder, name), value });
}

type Done = (watch: FileWatch, result: unknown) => void;

function telling(original: object, notice: Notice, watch: FileWatch, done: Done): object {
  const call = original as (...args: unknown[]) => unknown;
  const wrapper = function (this: unknown, ...args: unknown[]): unknown {
    notice(watch, args);
    const result: unknown = new.target ? Reflect.construct(call, args, new.target) : Reflect.apply(call, this, args);
    done(watch, result);
    return result;
  };
  const properties = Object.getOwnPropertyDescriptors(original);
  // `fs.realpath.native`, and what `util.promisify` gives in its place, go past the function itself.
  for (const name of ['native', promisify.custom]) {
    const inner = Reflect.get(properties, name) as PropertyDescriptor | undefined;
    if (typeof inner?.value === 'function' && inner.value !== original)
      Reflect.set(properties, name, { ...inner, value: telling(inner.value, notice, watch, done) });
  }
  return Object.defineProperties(wrapper, properties);
}

const reads: Notice = (watch, [file]) => watch.read(file);
const changesFolder: Notice = (watch, [folder]) => {
  watch.read(folder);
  watch.forget();
};
const writes: Notice = (watch, [file]) => watch.change(file);
const setsAttributes: Notice = (watch, [file]) => watch.change(file, 'changes', true);
const lists: Notice = (watch, [folder, options]) => watch.list(folder, isRecursive(options));
const removes: Notice = (watch, [file]) => watch.remove(file);

/** By the name of the function that calls back; forms that end with `Sync` and those that give promises take the same arguments. */
const notices: Readonly<Record<string, Notice>> = {
  access: reads,
  exists: reads,
  lstat: reads,
  openAsBlob: reads,
  readFile: reads,
  readlink: reads,
  realpath: reads,
  stat: reads,
  watchFile: reads,
  opendir: lists,
  readdir: lists,
  glob: watch => watch.list('.', true),
  open: (watch, [file, flags]) => opens(watch, file, flags),
  writeFile: (watch, [file, , options]) => opens(watch, file, flagOf(options) ?? 'w'),
  truncate: writes,
  appendFile: (watch, [file]) => watch.update(file),
  chmod: setsAttributes,
  chown: setsAttributes,
  lchmod: setsAttributes,
  lchown: setsAttributes,
  lutimes: setsAttributes,
  utimes: setsAttributes,
  mkdir: (watch, [folder, options]) => watch.make(folder, isRecursive(options)),
  rm: removes,
  rmdir: removes,
  unlink: removes,
  rename: (watch, [from, to]) => watch.transfer(from, to, true),
  cp: (watch, [from, to]) => watch.transfer(from, to, false),
  copyFile: copies,
  link: copies,
  symlink(watch, [, file]) {
    watch.update(file);
    watch.forget();
  }
};

function copies(watch: FileWatch, [from, to]: readonly unknown[]): void {
  watch.read(from);
  watch.update(to);
}

const writingFlags = constants.O_WRONLY | constants.O_RDWR | constants.O_CREAT | constants.O_TRUNC | constants.O_APPEND;

/** Flags are `r` when left out; as a number they are those of open(2). */
function opens(watch: FileWatch, file: unknown, flags: unknown): void {
  const isWriting = typeof flags === 'number' ? (flags & writingFlags) !== 0 : typeof flags === 'string' && /[wa+]/.test(flags);
  const isReading = typeof flags === 'number' ? (flags & constants.O_TRUNC) === 0 : typeof flags !== 'string' || /^[ra]|x/.test(flags);
  if (isReading && isWriting) watch.update(file);
  else if (isReading) watch.read(file);
  else watch.change(file);
}

function isRecursive(options: unknown): boolean {
  return typeof options === 'object' && options !== null && 'recursive' in options && options.recursive === true;
}

function flagOf(options: unknown): unknown {
  return typeof options === 'object' && options !== null && 'flag' in options ? options.flag : undefined;
}

/** `mkdtemp` tells the folder's name only when it is done. */
function wrapMaking(holder: object, name: string, watch: FileWatch): void {
  const original: unknown = Reflect.get(holder, name);
  if (typeof original !== 'function') return;
  const note = (made: unknown): unknown => {
    watch.madeUnique(String(made));
    return made;
  };
  const wrapper = function (this: unknown, prefix: unknown, ...rest: unknown[]): unknown {
    watch.makeUnique(prefix instanceof Uint8Array ? Buffer.from(prefix).toString() : String(prefix));
    const last = rest.at(-1);
    if (typeof last === 'function') {
      const done = (error: unknown, made: unknown): unknown => Reflect.apply(last, undefined, [error, error ? made : note(made)]);
      return Reflect.apply(original, this, [prefix, ...rest.slice(0, -1), done]) as unknown;
    }
    const made: unknown = Reflect.apply(original, this, [prefix, ...rest]);
    return made instanceof Promise ? made.then(note) : note(made);
  };
  Object.defineProperties(wrapper, Object.getOwnPropertyDescriptors(original));
  Object.defineProperty(holder, name, { ...Object.getOwnPropertyDescriptor(holder, name), value: wrapper });
}
