import { Flow, namespace } from '../../client';
import { parsePathspec } from '../pathspec';
import { storeHere } from './open-store';

/** `Flow/latest/…` means the newest run. @throws HeadwaterError HW401 for a bad pathspec, HW408 when there is no store */
export async function withLatest(text: string): Promise<string> {
  const [flow = '', run, ...rest] = text.split('/');
  if (run !== 'latest') return text;
  parsePathspec(text);
  storeHere();
  namespace(null);
  return [flow, await Flow(flow).latestRun.id, ...rest].join('/');
}
