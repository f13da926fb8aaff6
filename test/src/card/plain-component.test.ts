import { describe, expect, it } from 'vitest';
import { bundleComponent } from '../../../src/card/bundle-component';
import { newCardLog } from '../../../src/card/card-log';
import { plainComponents } from '../../../src/card/plain-component';

describe('components on a card', () => {
  it('one that throws becomes an error that says so', () => {
    const custom = {
      render() {
        throw new RangeError('boom');
      }
    };
    const getter = {
      get type(): string {
        throw new Error('no type');
      }
    };
    expect(plainComponents([custom, getter, { type: 'text', text: 'a' }])).toMatchObject([
      { type: 'error', message: 'RangeError: boom' },
      { type: 'error', message: 'Error: no type' },
      { type: 'text', text: 'a' }
    ]);
  });

  it('one of 50 MB is left out with its size; what fits stays', () => {
    const big = { type: 'html', label: 'Big page', html: 'x'.repeat(50_000_000) };
    expect(plainComponents([big, { type: 'text', text: 'a' }])).toMatchObject([
      { type: 'error', title: "'Big page' (html) was left out.", message: expect.stringContaining('50 MB') as string },
      { type: 'text', text: 'a' }
    ]);
  });

  it('one with the id of another takes its place', () => {
    let changes = 0;
    const log = newCardLog(() => (changes += 1));
    log.append({ type: 'text', text: 'a', id: 'x' });
    log.append({ type: 'text', text: 'b' });
    log.append({ type: 'text', text: 'c', id: 'x' });
    expect(log.components()).toEqual([{ type: 'text', text: 'c', id: 'x' }, { type: 'text', text: 'b' }]); // prettier-ignore
    expect(changes).toBe(3);
  });
});

describe('an output of a notebook as a component', () => {
  it('is what shows most of it', () => {
    const svg = '<svg xmlns="http://www.w3.org/2000/svg"/>';
    expect(bundleComponent({ 'text/plain': 'a', 'image/png': 'iVBO\nRw==' })).toEqual({
      type: 'image',
      mime: 'image/png',
      data: 'iVBORw==',
      alt: 'a'
    });
    expect(bundleComponent({ 'text/html': ['<b>', 'x</b>'], 'text/plain': 'x' })).toMatchObject({ type: 'html', html: '<b>x</b>' });
    expect(bundleComponent({ 'image/svg+xml': '<svg width="1"/>' })).toMatchObject({ data: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="1"/>').toString('base64') }); // prettier-ignore
    expect(bundleComponent({ 'image/svg+xml': svg })).toMatchObject({ data: Buffer.from(svg).toString('base64') });
    expect(bundleComponent({ 'application/vnd.vegalite.v5+json': { mark: 'bar' }, 'text/plain': 'x' })).toMatchObject({ type: 'vega' });
    expect(bundleComponent({ 'text/plain': '42' })).toEqual({ type: 'text', text: '42' });
  });
});
