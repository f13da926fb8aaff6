import { PythonObject } from '../../artifact/decode/python-values';
import type { ArtifactDescription, ValueNode } from '../api/artifact';
import { summaryOf } from '../runs/variable-row';
import { openArtifact, type ArtifactAddress } from '../tables/open-artifact';
import { shapeOf } from '../tables/table-shape';
import { tableOf } from '../tables/open-table';
import { pictureOf } from './image-type';
import { valueNode } from './value-node';

/** A question that is answered by reading a whole value. JSON. */
export type ValueJob =
  | { readonly type: 'describe'; readonly artifact: ArtifactAddress }
  | {
      readonly type: 'node';
      readonly artifact: ArtifactAddress;
      readonly at: readonly number[];
      readonly from: number;
      readonly limit: number;
    };

/** What a value is. */
export type ValueDescription = Pick<ArtifactDescription, 'type' | 'kind' | 'table'>;

/** What comes of it: the description, or one level of the value; null when it has no such part. JSON. */
export interface ValueAnswer {
  readonly description: ValueDescription | null;
  readonly node: ValueNode | null;
}

/** Answers, here and now. @throws HeadwaterError as `openArtifact` and reading it */
export function doValueJob(job: ValueJob): ValueAnswer {
  const found = openArtifact(job.artifact);
  const value = found.value();
  if (job.type === 'node') return { description: null, node: valueNode(value, job.at, job.from, job.limit) };
  const table = tableOf(value, found);
  const kind = table !== null ? 'table' : pictureOf(value) !== null ? 'image' : value instanceof PythonObject ? 'opaque' : 'value';
  return { description: { type: summaryOf(value), kind, table: table === null ? null : shapeOf(table) }, node: null };
}
