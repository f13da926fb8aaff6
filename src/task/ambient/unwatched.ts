import fs from 'node:fs';

/** Node's file functions as they are before cells' accesses are watched: what the engine itself reads is nobody's input. */
export const unwatched = {
  closeSync: fs.closeSync,
  existsSync: fs.existsSync,
  lstatSync: fs.lstatSync,
  openSync: fs.openSync,
  readFileSync: fs.readFileSync,
  readSync: fs.readSync,
  readdirSync: fs.readdirSync,
  realpathSync: fs.realpathSync.native,
  statSync: fs.statSync
};
