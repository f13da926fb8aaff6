import { describe, expect, it } from 'vitest';
import { drawChart } from '../../../src/chart/draw-chart';

const values = [{ x: 1, y: 2 }, { x: 2, y: 5 }]; // prettier-ignore
const encoding = { x: { field: 'x', type: 'quantitative' }, y: { field: 'y', type: 'quantitative' } };

describe('drawing a chart', () => {
  it('gives static SVG of Vega-Lite and of Vega', async () => {
    const lite = await drawChart({ title: 'Loss', data: { values }, mark: 'point', encoding });
    expect(lite).toMatch(/^<svg [^]*Loss[^]*<\/svg>$/);
    expect(lite.match(/<path transform="[^"]*" d="M[^"]*A/g)).toHaveLength(2);
    const full = await drawChart({
      width: 20,
      height: 20,
      marks: [{ type: 'rect', encode: { enter: { width: { value: 9 }, height: { value: 9 } } } }]
    });
    expect(full).toContain('mark-rect');
  });

  it('is small: no text for each mark, no places beyond a hundredth of a pixel, labels as they are', async () => {
    const many = Array.from({ length: 1000 }, (_, i) => ({ x: Math.sin(i), y: Math.cos(i) }));
    const svg = await drawChart({ title: 'd="1.23456789"', width: 200, height: 200, data: { values: many }, mark: 'point', encoding });
    expect(svg.length).toBeLessThan(200_000);
    expect(svg).toContain('1.23456789');
    const places = [...svg.matchAll(/transform="translate\(([\d.e-]+),([\d.e-]+)\)" d="M[\d.]+,0A/g)];
    expect(places).toHaveLength(1000);
    // From -1 to 1 each, y downwards.
    places.forEach((each, i) => {
      expect(Number(each[1])).toBeCloseTo(100 + 100 * Math.sin(i), 1);
      expect(Number(each[2])).toBeCloseTo(100 - 100 * Math.cos(i), 1);
    });
  });

  it('refuses whatever would load something', async () => {
    await expect(drawChart({ data: { url: 'http://example.org/a.csv' }, mark: 'bar', encoding })).rejects.toThrow(/example\.org/);
    await expect(drawChart({ data: { values }, mark: { type: 'image', url: 'http://example.org/a.png' }, encoding })).rejects.toThrow(
      /example\.org/
    );
    await expect(drawChart({ layer: [{ data: { values }, mark: { type: 'bar', href: 'javascript:1' }, encoding }] })).rejects.toThrow(
      /javascript/
    );
  });

  it('runs no JavaScript of an expression', async () => {
    for (const calculate of [
      "constructor.constructor('globalThis.hacked = 1')()",
      "datum.x['constructor']['constructor']('globalThis.hacked = 1')()"
    ])
      await drawChart({ data: { values }, transform: [{ calculate, as: 'z' }], mark: 'point', encoding }).catch(() => '');
    expect(Reflect.get(globalThis, 'hacked')).toBeUndefined();
  });
});
