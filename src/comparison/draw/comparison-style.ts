/** What comparisons need beside the style of cards. */
export const comparisonStyle = `
.hw-comparison .hw-runs td,.hw-comparison .hw-runs th{padding:3px 8px;white-space:nowrap}
.hw-comparison .hw-bar{display:block;width:100%;min-width:56px;height:4px;margin-top:2px}
.hw-bar rect{fill:var(--hw-blue);opacity:.75}.hw-bar .hw-best rect{fill:var(--hw-green);opacity:1}
.hw-comparison .hw-delta{font-size:11px;margin-left:4px}
.hw-comparison .hw-base{background:var(--hw-faint)}
.hw-comparison .hw-best-value{font-weight:700}
.hw-comparison .hw-missing{opacity:.5}
.hw-comparison caption{text-align:left}
.hw-word{font-weight:400;font-size:11px}
.hw-comparison .hw-facet{font-weight:400;font-size:11px;opacity:.72;display:block}
.hw-chip{border:1px solid var(--hw-line);border-radius:8px;padding:0 6px;font-size:11px;margin-left:4px}
.hw-curves{display:flex;flex-wrap:wrap;gap:16px}
.hw-curve{margin:0!important;flex:1 1 300px;max-width:460px}
.hw-curve svg{width:100%;height:auto;display:block}
.hw-curve path{fill:none;stroke-width:1.6;vector-effect:non-scaling-stroke}
.hw-curve .hw-axis{stroke:var(--hw-line);stroke-width:1}
.hw-curve text{font:10px system-ui,sans-serif;fill:currentColor;opacity:.8}
.hw-legend{display:flex;flex-wrap:wrap;gap:2px 12px;font-size:11px;list-style:none;padding:0;margin:4px 0 0}
.hw-heat{width:300px}.hw-heat svg{width:100%;height:auto;display:block;border:1px solid var(--hw-line);shape-rendering:crispEdges;fill:var(--hw-blue)}
.hw-side{display:flex;flex-wrap:wrap;gap:16px}
.hw-side>*{margin:0!important;max-width:320px}
`;
