import { Signal, type ISignal } from '@lumino/signaling';
import type { ValueEntry, ValueNode } from '../../../src/server/api/artifact';
import type { IFlowServer } from '../tokens';
import type { TableAddress } from './table-pages';

/** A line of the tree as it is drawn. */
export interface TreeLine {
  /** Positions from the root; as JSON the line's key. */
  readonly at: readonly number[];
  readonly entry: ValueEntry;
  /** Whether its entries are shown. */
  readonly isOpen: boolean;
  /** Place among its siblings, from 1, and how many there are. */
  readonly place: number;
  readonly siblings: number;
  /** How many of its parent's entries are here, when this is the last one and there are more; null otherwise. */
  readonly moreAfter: number | null;
}

/** A nested value of which only what was opened is here. */
export class ValueTree {
  private readonly _server: IFlowServer;
  private readonly _address: TableAddress;
  private readonly _changed = new Signal<this, void>(this);
  private readonly _nodes = new Map<string, ValueNode>();
  private readonly _open = new Set<string>();
  private _error: Error | null = null;

  constructor(server: IFlowServer, address: TableAddress) {
    this._server = server;
    this._address = address;
  }

  get changed(): ISignal<this, void> {
    return this._changed;
  }

  /** The value itself; null until it is here. */
  get root(): ValueNode | null {
    return this._nodes.get('[]') ?? null;
  }

  get error(): Error | null {
    return this._error;
  }

  /** The lines that are to be seen, from top to bottom. */
  get lines(): readonly TreeLine[] {
    return this._linesBelow([]);
  }

  /** Shows the entries of the value at `at`; asks for them when they are not here. */
  async open(at: readonly number[]): Promise<void> {
    const key = JSON.stringify(at);
    this._open.add(key);
    if (this._nodes.has(key)) this._changed.emit();
    else await this._load(at, 0);
  }

  close(at: readonly number[]): void {
    this._open.delete(JSON.stringify(at));
    this._changed.emit();
  }

  /** Asks for the next entries of the value at `at`. */
  more(at: readonly number[]): Promise<void> {
    return this._load(at, this._nodes.get(JSON.stringify(at))?.entries?.length ?? 0);
  }

  private async _load(at: readonly number[], from: number): Promise<void> {
    const key = JSON.stringify(at);
    try {
      const node = await this._server.ask<ValueNode>('artifact/value', { ...this._address, at: key, from, limit: entriesOfPage });
      const before = from === 0 ? [] : (this._nodes.get(key)?.entries ?? []);
      this._nodes.set(key, { ...node, entries: node.entries === null ? null : [...before, ...node.entries] });
      this._error = null;
    } catch (error) {
      this._error = error instanceof Error ? error : new Error(String(error));
      this._open.delete(key);
    }
    this._changed.emit();
  }

  private _linesBelow(at: readonly number[]): TreeLine[] {
    const key = JSON.stringify(at);
    const node = this._nodes.get(key);
    const entries = node?.entries ?? [];
    if (at.length > 0 && !this._open.has(key)) return [];
    return entries.flatMap((entry, index) => {
      const below = [...at, entry.at];
      const isLast = index === entries.length - 1;
      const line = {
        at: below,
        entry,
        isOpen: this._open.has(JSON.stringify(below)),
        place: index + 1,
        siblings: node?.total ?? entries.length,
        moreAfter: isLast && entries.length < (node?.total ?? 0) ? entries.length : null
      };
      return [line, ...this._linesBelow(below)];
    });
  }
}

/** Entries that are asked for at once. */
const entriesOfPage = 100;
