import type { Data } from 'apache-arrow';
import { isVector } from './recognise';

/** The data of the columns, items or fields below some data. For a table without rows apache-arrow 21 puts vectors in their place: theirs then. */
export function childrenOf({ children }: Pick<Data, 'children'>): Data[] {
  return children.flatMap((child: Data | undefined) => (child === undefined ? [] : isVector(child) ? [...child.data] : [child]));
}
