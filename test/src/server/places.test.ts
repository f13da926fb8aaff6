import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { placesBelow, type Places } from '../../../src/server/places';

let folder: string;
let places: Places;

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'headwater-places-'));
  mkdirSync(path.join(folder, 'root', 'sub'), { recursive: true });
  mkdirSync(path.join(folder, 'root-too'));
  mkdirSync(path.join(folder, 'outside'));
  symlinkSync(path.join(folder, 'outside'), path.join(folder, 'root', 'linked'));
  places = placesBelow(path.join(folder, 'root'));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the path of a request', () => {
  it('is taken from the root folder, with or without a slash in front', () => {
    expect(places.file('sub/a.ipynb')).toBe(path.join(folder, 'root', 'sub', 'a.ipynb'));
    expect(places.file('/sub//a.ipynb')).toBe(path.join(folder, 'root', 'sub', 'a.ipynb'));
    expect(places.file('')).toBe(path.join(folder, 'root'));
  });

  it('may be of a notebook that is not there yet, whose folder is meant', () => {
    expect(places.folder('sub/new.ipynb')).toBe(path.join(folder, 'root', 'sub'));
    expect(places.folder('sub')).toBe(path.join(folder, 'root', 'sub'));
    expect(places.folder('')).toBe(path.join(folder, 'root'));
  });

  it.each(['../outside/a.ipynb', 'sub/../../outside', '../root-too/a', '..', 'sub/\0/../..', 'a\0b'])(
    'that leads out is refused: %j',
    given => {
      expect(() => places.file(given)).toThrow(expect.objectContaining({ code: 'HW612' }));
    }
  );

  it('may go up as long as it stays below', () => {
    expect(places.file('sub/../sub/a')).toBe(path.join(folder, 'root', 'sub', 'a'));
  });

  it('follows links that somebody has put into the folder, as the contents service of Jupyter does', () => {
    expect(places.folder('linked/x.ipynb')).toBe(path.join(folder, 'root', 'linked'));
  });

  it('belongs to no store as long as there is none', () => {
    expect(places.storeOrNull('sub/a.ipynb')).toBeNull();
    expect(() => places.store('sub/a.ipynb')).toThrow(expect.objectContaining({ code: 'HW408' }));
  });
});
