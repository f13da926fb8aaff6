import { Signal, type ISignal } from '@lumino/signaling';

/** Knows when answers are late. */
export class Patience {
  private readonly _changed = new Signal<this, boolean>(this);
  private readonly _milliseconds: number;
  private _late = 0;

  /** `milliseconds`: after so many an answer is late. */
  constructor(milliseconds: number) {
    this._milliseconds = milliseconds;
  }

  /** Whether somebody waits for a late answer now. */
  get isOver(): boolean {
    return this._late > 0;
  }

  get changed(): ISignal<this, boolean> {
    return this._changed;
  }

  /** The same answer, or error, whenever it comes. */
  async waitFor<T>(answer: Promise<T>): Promise<T> {
    let isLate = false;
    const timer = setTimeout(() => {
      isLate = true;
      this._count(1);
    }, this._milliseconds);
    try {
      return await answer;
    } finally {
      clearTimeout(timer);
      if (isLate) this._count(-1);
    }
  }

  private _count(more: number): void {
    const before = this.isOver;
    this._late += more;
    if (this.isOver !== before) this._changed.emit(this.isOver);
  }
}
