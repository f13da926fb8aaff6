import type { ArtifactDescription } from '../api/artifact';
import { typeName } from './column';
import { isNumeric } from './number-reader';
import type { OpenTable } from './open-table';

/** How many rows a table has, and which columns. */
export function shapeOf({ arrow, table }: OpenTable): NonNullable<ArtifactDescription['table']> {
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
