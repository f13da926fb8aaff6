/** How a page that holds one card looks around it: light or dark as its reader's system is. */
export const pageStyle = `
:root{color-scheme:light dark}
body{margin:0;background:#fff;color:#1f2328}
body>.hw-card{max-width:1000px;margin:0 auto;padding:20px}
@media (prefers-color-scheme:dark){body{background:#15181c;color:#e3e6ea}}
@media print{body{background:#fff;color:#000}}
`;

/**
 * How a card looks wherever it stands: colours come from the text around it (`currentColor`), so that it fits any theme; its few own colours
 * are readable on light and dark ground.
 */
export const cardStyle = `
.hw-card{font:14px/1.5 system-ui,-apple-system,"Segoe UI",sans-serif;--hw-line:color-mix(in srgb,currentColor 18%,transparent);--hw-faint:color-mix(in srgb,currentColor 6%,transparent);--hw-blue:#3b7fd4;--hw-red:#d1453b;--hw-green:#2f9e5b;overflow-wrap:anywhere}
.hw-card *{box-sizing:border-box}
.hw-card>*+*,.hw-panel>*+*,.hw-column>*+*,.hw-section>*+*{margin-top:12px}
.hw-card-title{font-size:20px;line-height:1.3;margin:0}
.hw-title{font-size:14px;font-weight:600;margin:0 0 4px}
.hw-note{opacity:.72;font-size:12px;margin:4px 0 0}
span.hw-note{margin:0}
.hw-card h2,.hw-card h3,.hw-card h4,.hw-card h5,.hw-card h6{line-height:1.3;margin:12px 0 4px}
.hw-card .hw-card-title{margin:0}
.hw-markdown>:first-child{margin-top:0}.hw-markdown>:last-child{margin-bottom:0}
.hw-card a{color:var(--hw-blue)}
.hw-card blockquote{margin:0;padding-left:12px;border-left:3px solid var(--hw-line)}
.hw-card table{border-collapse:collapse;font-variant-numeric:tabular-nums;font-size:13px;margin:0;width:auto}
.hw-card th,.hw-card td{padding:3px 10px;text-align:left;border-bottom:1px solid var(--hw-line);vertical-align:top;max-width:480px;overflow-wrap:break-word}
.hw-card thead th{font-weight:600}
.hw-card .hw-number{text-align:right;white-space:nowrap}
.hw-scroll{overflow:auto;max-height:480px}
.hw-scroll:focus-visible,.hw-card pre:focus-visible,.hw-card summary:focus-visible{outline:2px solid var(--hw-blue);outline-offset:1px}
.hw-card pre,.hw-card code{font:12px/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
.hw-card pre{margin:0;padding:8px 10px;background:var(--hw-faint);border-radius:6px;overflow:auto;max-height:480px;white-space:pre}
.hw-card code{background:var(--hw-faint);border-radius:3px;padding:1px 3px}
.hw-card pre code{background:none;padding:0}
:where(.hw-card) figure{margin-left:0;margin-right:0;margin-bottom:0}
.hw-card figcaption{opacity:.72;font-size:12px;margin-top:4px}
.hw-card img{max-width:100%;height:auto}
.hw-paper img{background:#fff;border-radius:4px}
.hw-gallery{display:grid;grid-template-columns:repeat(auto-fill,minmax(140px,1fr));gap:10px}
.hw-gallery img{width:100%}
.hw-columns{display:flex;flex-wrap:wrap;gap:16px}
.hw-column{flex:1 1 160px;min-width:0;margin:0!important}
.hw-value{border:1px solid var(--hw-line);border-radius:8px;padding:10px 14px}
.hw-label{font-size:12px;font-weight:600}
.hw-big{font-size:28px;line-height:1.2;font-weight:600;font-variant-numeric:tabular-nums}
.hw-unit{font-size:14px;font-weight:400}
.hw-delta{font-size:13px}.hw-good{color:var(--hw-green)}.hw-bad{color:var(--hw-red)}
.hw-line{display:flex;justify-content:space-between;gap:12px}
.hw-card progress{width:100%;height:10px;accent-color:var(--hw-blue)}
.hw-error{border:1px solid var(--hw-red);border-left-width:4px;border-radius:6px;padding:8px 12px}
.hw-message{margin:4px 0 0;white-space:pre-wrap}
.hw-card .hw-scroll.hw-facts{max-height:none}.hw-facts td:nth-child(2){max-width:none}.hw-card .hw-tight td,.hw-tight .hw-kind{white-space:nowrap}
.hw-facts th{overflow-wrap:anywhere;min-width:80px;font-weight:500;font-family:ui-monospace,monospace}
.hw-facts td{white-space:pre-wrap}.hw-facts td.hw-note{white-space:nowrap}.hw-facts details{white-space:normal}.hw-facts summary{cursor:pointer}.hw-facts .hw-scroll{max-height:none;margin-top:4px}.hw-facts td pre{white-space:pre-wrap;margin-top:4px}
.hw-kind{display:block;font-weight:400;font-size:11px;opacity:.72}
.hw-section>summary{font-weight:600;cursor:pointer;border-bottom:1px solid var(--hw-line);padding:4px 0}
.hw-json>:not(.hw-title){font:12px/1.6 ui-monospace,monospace}.hw-branch{padding-left:18px}.hw-leaf{padding-left:14px}.hw-json summary{cursor:pointer}
.hw-key{font-weight:600}.hw-null{opacity:.6}
.hw-tabs{display:flex;flex-wrap:wrap}
.hw-tabs>input{position:absolute;opacity:0;width:1px;height:1px}
.hw-tabs>label{padding:4px 12px;cursor:pointer;border-bottom:2px solid transparent}
.hw-tabs>input:checked+label{border-color:var(--hw-blue);font-weight:600}
.hw-tabs>input:focus-visible+label{outline:2px solid var(--hw-blue);outline-offset:-2px}
.hw-tabs>.hw-panel{order:1;width:100%;padding-top:10px;border-top:1px solid var(--hw-line);display:none}
${[...Array(12).keys()].map(at => `.hw-tabs>input:nth-of-type(${at + 1}):checked~.hw-panel:nth-of-type(${at + 1})`).join(',')}{display:block}
.hw-frame{width:100%;border:1px solid var(--hw-line);border-radius:6px;background:transparent;display:block}
.hw-links{display:flex;gap:16px;opacity:1}.hw-card.hw-links>*+*{margin-top:0}
body[data-jp-theme-light=true] .hw-frame{color-scheme:light}body[data-jp-theme-light=false] .hw-frame{color-scheme:dark}
.hw-dag{max-width:none;display:block}
.hw-dag rect{fill:var(--hw-faint);stroke:var(--hw-line)}.hw-dag text{font:12px system-ui,sans-serif;fill:currentColor}
.hw-dag .hw-here rect{stroke:var(--hw-blue);stroke-width:2}.hw-dag .hw-here text{font-weight:600}
.hw-edge{fill:none;stroke:color-mix(in srgb,currentColor 35%,transparent)}
.hw-timeline table{width:100%}.hw-card .hw-track{width:70%;max-width:none}
.hw-span{display:block;height:10px;margin-top:5px;border-radius:3px;background:var(--hw-blue)}.hw-wait{opacity:.35}
.hw-corner{font-size:11px;opacity:.72}
${[...Array(11).keys()].map(at => `.hw-right.hw-share-${at}{background:color-mix(in srgb,var(--hw-green) ${at * 6}%,transparent)}.hw-wrong.hw-share-${at}{background:color-mix(in srgb,var(--hw-red) ${at * 6}%,transparent)}`).join('')}
.hw-events ul{margin:0;padding-left:18px}
@media print{.hw-scroll,.hw-card pre{max-height:none!important;overflow:visible}.hw-card pre{white-space:pre-wrap}.hw-card tr,.hw-card figure,.hw-value,.hw-error{break-inside:avoid}.hw-tabs>input,.hw-tabs>label{display:none}.hw-tabs:not(.hw-pages)>.hw-panel{display:block}.hw-tabs:not(.hw-pages)>.hw-panel::before{content:attr(data-title);font-weight:600}.hw-pages>input:checked+label{display:block;border:0}}
`;
