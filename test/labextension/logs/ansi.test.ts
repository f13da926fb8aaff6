import { describe, expect, it } from 'vitest';
import { ansiSpans, plainText, styleAfter } from '../../../labextension/src/logs/ansi';

const esc = '\u001b';

describe('ansiSpans', () => {
  it('keeps plain text as it is, HTML too', () => {
    expect(ansiSpans('<b>x</b> & y')).toEqual([{ text: '<b>x</b> & y', style: [] }]);
    expect(ansiSpans('')).toEqual([]);
  });

  it('names the colours and weights of SGR (ECMA-48 8.3.117)', () => {
    expect(ansiSpans(`a${esc}[1;31mb${esc}[22mc${esc}[39md`)).toEqual([
      { text: 'a', style: [] },
      { text: 'b', style: ['bold', 'on-red'] },
      { text: 'c', style: ['on-red'] },
      { text: 'd', style: [] }
    ]);
    expect(ansiSpans(`${esc}[97;44mx${esc}[my`)).toEqual([
      { text: 'x', style: ['on-white', 'ground-blue'] },
      { text: 'y', style: [] }
    ]);
  });

  it('takes the nearest of eight colours for those of 256 and for RGB, and reads on behind them', () => {
    expect(ansiSpans(`${esc}[38;5;196;1mx`)).toEqual([{ text: 'x', style: ['on-red', 'bold'] }]);
    expect(ansiSpans(`${esc}[48;2;10;240;10;4mx`)).toEqual([{ text: 'x', style: ['ground-green', 'underline'] }]);
    expect(ansiSpans(`${esc}[38;5;3mx`)).toEqual([{ text: 'x', style: ['on-yellow'] }]);
  });

  it('drops all other control sequences: moves, titles, links, broken ones', () => {
    expect(
      plainText(`${esc}[2K${esc}[1Ga${esc}]0;title\u0007b${esc}]8;;http://x${esc}\\link${esc}]8;;${esc}\\${esc}(B\u0000!${esc}[`)
    ).toBe('ablink!');
  });

  it('goes on in the look in which the line before ended', () => {
    const style = styleAfter(`${esc}[32mgreen`, []);
    expect(ansiSpans('still', style)).toEqual([{ text: 'still', style: ['on-green'] }]);
    expect(styleAfter('still', style)).toEqual(['on-green']);
    expect(styleAfter(`${esc}[0m`, style)).toEqual([]);
  });
});
