import { MimeModel, type IRenderMimeRegistry } from '@jupyterlab/rendermime';
import type { ReadonlyPartialJSONObject } from '@lumino/coreutils';
import { MessageLoop } from '@lumino/messaging';
import { Widget } from '@lumino/widgets';
import { addressInChart, chartLook, isVega } from '../../../src/card/chart-look';
import type { CardComponent, JsonObject } from '../../../src/card/component';

/**
 * Draws a chart as JupyterLab draws its own, so that it can be pointed at; false when JupyterLab has no Vega, or the specification asks for
 * something from elsewhere. Options that a specification gives to the program around it are not passed on.
 */
export async function drawNativeChart(rendermime: IRenderMimeRegistry, chart: CardComponent, place: HTMLElement): Promise<boolean> {
  if (chart.type !== 'vega' || addressInChart(chart.spec) !== null) return false;
  const mimeType = isVega(chart.spec) ? 'application/vnd.vega.v5+json' : 'application/vnd.vegalite.v5+json';
  if (rendermime.getFactory(mimeType) === undefined) return false;
  const { usermeta: _options, config, ...rest } = chart.spec;
  const own = typeof config === 'object' && config !== null && !Array.isArray(config) ? (config as JsonObject) : {};
  const spec: JsonObject = { ...rest, config: { ...chartLook, ...own } };
  const renderer = rendermime.createRenderer(mimeType);
  try {
    const data = { [mimeType]: spec } as ReadonlyPartialJSONObject;
    await renderer.renderModel(
      new MimeModel({ trusted: false, data, metadata: { [mimeType]: { embed_options: { actions: false, ast: true } } } })
    );
  } catch {
    renderer.dispose();
    return false;
  }
  const host = new Widget({ node: document.createElement('div') });
  host.node.append(renderer.node);
  place.replaceChildren(host.node);
  MessageLoop.sendMessage(renderer, Widget.Msg.AfterAttach);
  return true;
}
