import { UseSignal } from '@jupyterlab/ui-components';
import type { TranslationBundle } from '@jupyterlab/translation';
import { useCallback, useRef, useState, type ReactElement } from 'react';
import { countEvidence } from '../../../src/graph/evidence-text';
import type { ServerState } from '../server/server-token';
import { download, pngBytes, svgText } from './export-graph';
import { GraphCanvas } from './graph-canvas';
import { GraphList } from './graph-list';
import { evidenceSigns, type GraphModel, type PlacedGraph } from './graph-model';
import type { PanZoom } from './pan-zoom';
import { evidenceWord } from './step-text';
import { whyEmpty } from './why-empty';

/** What the panel needs. */
export interface GraphViewProps {
  /** Null while no notebook is open. */
  readonly model: GraphModel | null;
  readonly server: ServerState;
  readonly trans: TranslationBundle;
  open(step: string): void;
  openMenu(step: string, x: number, y: number): void;
}

/** The panel's content: buttons, the drawing or the table, a legend; or a sentence that says why there is none. */
export function GraphView({ model, ...rest }: GraphViewProps): ReactElement {
  const { trans } = rest;
  if (model === null) return <Empty text={trans.__('Open a notebook: its steps and what flows between them are shown here.')} />;
  return (
    <UseSignal signal={model.changed}>
      {() => (
        <UseSignal signal={model.activeStepChanged}>
          {() =>
            model.graph === null ? (
              <Empty text={whyEmpty(model.flow, rest.server, rest.trans)} />
            ) : (
              <FullView key={model.flow.source.path} model={model} graph={model.graph} {...rest} />
            )
          }
        </UseSignal>
      )}
    </UseSignal>
  );
}

function Empty({ text }: { readonly text: string }): ReactElement {
  return (
    <p className="jp-HeadwaterGraph-empty" role="status">
      {text}
    </p>
  );
}

function FullView({
  model,
  graph,
  trans,
  server,
  open,
  openMenu
}: GraphViewProps & { readonly model: GraphModel; readonly graph: PlacedGraph }): ReactElement {
  const svg = useRef<SVGSVGElement>(null);
  const panZoom = useRef<PanZoom | null>(null);
  const [isList, setIsList] = useState(false);
  const onReady = useCallback((ready: PanZoom) => void (panZoom.current = ready), []);
  const { flow, states, activeStep } = model;
  const criticalPath = flow.progress?.criticalPath ?? none;
  const name = flow.analysis?.flow ?? '';
  const save = async (kind: 'svg' | 'png'): Promise<void> => {
    if (svg.current === null) return;
    const text = svgText(svg.current, graph.laid);
    const content = kind === 'svg' ? new Blob([text], { type: 'image/svg+xml' }) : await pngBytes(text, graph.laid);
    download(`${name.replace(/[^\p{L}\p{N}_.-]+/gu, '-')}.${kind}`, content);
  };
  const list = <GraphList {...{ graph, states, criticalPath, activeStep, trans, open }} />;
  return (
    <div className="jp-HeadwaterGraph-view">
      <div className="jp-HeadwaterGraph-bar" role="toolbar" aria-label={trans.__('Graph')}>
        <Tool label={trans.__('Fit')} hint={trans.__('Show all steps (0)')} isOff={isList} act={() => panZoom.current?.fit()} />
        <Tool label="+" hint={trans.__('Larger (+)')} isOff={isList} act={() => panZoom.current?.zoom(1.25)} />
        <Tool label="−" hint={trans.__('Smaller (-)')} isOff={isList} act={() => panZoom.current?.zoom(0.8)} />
        <Tool label={trans.__('List')} hint={trans.__('The same as a table')} isPressed={isList} act={() => setIsList(!isList)} />
        <Tool label="SVG" hint={trans.__('Save the drawing as SVG')} isOff={isList} act={() => void save('svg')} />
        <Tool label="PNG" hint={trans.__('Save the drawing as PNG')} isOff={isList} act={() => void save('png')} />
      </div>
      {server.up ? null : (
        <p className="jp-HeadwaterGraph-warning" role="status">
          ✗ {server.error?.message} {trans.__('What is shown may be old.')}
        </p>
      )}
      {isList ? (
        <div className="jp-HeadwaterGraph-listFrame">{list}</div>
      ) : (
        <GraphCanvas flowName={name} {...{ graph, states, criticalPath, activeStep, trans, svg, onReady, open, openMenu }} />
      )}
      {isList ? null : <Legend graph={graph} isCritical={criticalPath.length > 0} trans={trans} />}
    </div>
  );
}

const none: readonly string[] = [];

interface ToolProps {
  readonly label: string;
  readonly hint: string;
  readonly isPressed?: boolean;
  readonly isOff?: boolean;
  act(): void;
}

function Tool({ label, hint, isPressed, isOff = false, act }: ToolProps): ReactElement {
  return (
    <button
      type="button"
      className="jp-HeadwaterGraph-tool"
      title={hint}
      aria-label={hint}
      aria-pressed={isPressed}
      disabled={isOff}
      onClick={act}
    >
      {label}
    </button>
  );
}

function Legend({
  graph,
  isCritical,
  trans
}: {
  readonly graph: PlacedGraph;
  readonly isCritical: boolean;
  readonly trans: TranslationBundle;
}): ReactElement {
  const counts = countEvidence(graph.edges);
  const shown = counts.length === 0 && graph.edges.length > 0 ? ([['inferred', null]] as const) : counts;
  return (
    <ul className="jp-HeadwaterGraph-legend" aria-label={trans.__('Legend')}>
      {shown.map(([evidence, count]) => (
        <li key={evidence}>
          <svg width="34" height="8" aria-hidden="true">
            <path className={`jp-HeadwaterGraph-line jp-mod-${evidence}`} d="M0 4 L34 4" />
          </svg>
          {`${evidenceSigns[evidence].trim()} ${evidenceWord(evidence, trans)}${count === null ? '' : ` ${count}`}`}
        </li>
      ))}
      {isCritical ? <li>⚑ {trans.__('critical path')}</li> : null}
    </ul>
  );
}
