import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { placesAround } from '../../../src/task/ambient/file-places';

describe('paths that are watched', () => {
  const places = placesAround(tmpdir(), []);

  it.each(['/dev/null', '/dev/tty', '/proc/self/stat', '/sys/kernel'])('%s is a device', path => {
    expect(places.find(path)).toBeNull();
  });

  it('memory that is used as a folder has files like any other', () => {
    expect(places.find('/dev/shm/rows.csv')).toMatchObject({ names: ['/dev/shm/rows.csv'] });
    expect(places.find('/dev/shm-not')).toBeNull();
  });
});
