import { PageConfig, PathExt, URLExt } from '@jupyterlab/coreutils';
import type { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import type { Widget } from '@lumino/widgets';
import type { CardData, CardSource } from '../../../src/card/card-document';
import type { CardPlace } from '../card-output/card-output';
import { drawNativeChart } from '../card-output/native-chart';
import type { IFlowServer } from '../tokens';

/** Where cards are shown, for all of JupyterLab. `pathOf`: the notebook that one belongs to. */
export function cardPlace(server: IFlowServer, rendermime: IRenderMimeRegistry, pathOf: (output: Widget) => string): CardPlace {
  return {
    follow: (path, { pathspec, index }, onCard) => {
      const query = { path, pathspec: stepOf(pathspec), ...(index === undefined ? {} : { index: String(index) }) };
      return server.follow<CardData>('card/follow', query, 'card', onCard);
    },
    pathOf,
    address: cardAddress,
    drawChart: (chart, place) => drawNativeChart(rendermime, chart, place)
  };
}

function stepOf(pathspec: string): string {
  return pathspec.split('/').slice(0, 3).join('/');
}

function cardAddress(path: string, { pathspec, type, id, index }: CardSource, run: 'own' | 'latest'): string {
  const [flow = '', own = '', step = '', task] = pathspec.split('/');
  const parts = run === 'latest' ? [flow, 'latest', step] : [flow, own, step, ...(task === undefined ? [] : [task])];
  const folder = PathExt.dirname(path);
  const query = {
    ...(folder === '' ? {} : { path: folder }),
    type,
    ...(id === null ? {} : { id }),
    ...(index === undefined ? {} : { index: String(index) })
  };
  const address = URLExt.join(PageConfig.getBaseUrl(), 'headwater/card', ...parts.map(encodeURIComponent));
  return address + URLExt.objectToQueryString(query);
}
