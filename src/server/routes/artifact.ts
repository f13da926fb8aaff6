import { PythonObject } from '../../artifact/decode/python-values';
import type { ArtifactDescription } from '../api/artifact';
import { json, type Route } from '../call';
import { summaryOf } from '../runs/variable-row';
import { typeName } from '../tables/column';
import { isNumeric } from '../tables/number-reader';
import { tableOf, type OpenTable } from '../tables/open-table';
import { requestedArtifact } from '../tables/requested-artifact';
import { pictureOf } from '../values/image-type';

/** `GET artifact`: what a variable is. */
export const artifact: Route = call => {
  const found = requestedArtifact(call);
  const value = found.value();
  const table = tableOf(value, found);
  const { key, name } = found.record;
  const answer: ArtifactDescription = {
    pathspec: found.pathspec,
    root: found.address.root,
    name,
    key,
    size: found.info?.size ?? null,
    type: summaryOf(value),
    kind: table !== null ? 'table' : pictureOf(value) !== null ? 'image' : value instanceof PythonObject ? 'opaque' : 'value',
    table: table === null ? null : shapeOf(table),
    clientLine: `await Artifact(${quoted(found.pathspec)}).data`
  };
  return json(answer);
};

function shapeOf({ arrow, table }: OpenTable): ArtifactDescription['table'] {
  const columns = table.schema.fields.map(({ name, type }) => ({
    name: nameOf(name),
    type: typeName(type),
    numeric: isNumeric(arrow, type)
  }));
  return { rows: table.numRows, columns };
}

/** A column without a name comes back from Arrow's format with null for it. */
function nameOf(name: string | null): string {
  return name ?? '';
}

function quoted(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&').replace(/\n/g, '\\n')}'`;
}
