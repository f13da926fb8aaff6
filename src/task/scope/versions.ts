import { absentVersion, type Slot, type SlotVersion } from '../protocol';

/** A version that is known: everything but `pending`. */
export type KnownVersion = Exclude<SlotVersion, { readonly kind: 'pending' }>;

/** What each slot holds for one execution; asks for what is pending, and remembers which versions were read. */
export interface Versions {
  /** Slot -> id of the version that was read. */
  readonly reads: ReadonlyMap<Slot, string>;
  /** All slots that are listed now. */
  readonly listed: readonly Slot[];
  /** The slot's version, recorded as read. Waits while it is pending. */
  read(slot: Slot): KnownVersion;
  /** The slot's version when it is known without asking, else null. Records nothing. */
  peek(slot: Slot): KnownVersion | null;
  /** Takes over a newer list, for all that has not been read yet. */
  renew(slots: Readonly<Record<Slot, SlotVersion>>): void;
}

/** Versions as an order lists them; `ask` reports a read of a pending slot and waits for the answer. */
export function versionsOf(slots: Readonly<Record<Slot, SlotVersion>>, ask: (slot: Slot) => KnownVersion): Versions {
  let known = new Map(Object.entries(slots));
  const reads = new Map<Slot, string>();
  return {
    reads,
    get listed() {
      return [...known.keys()];
    },
    read(slot) {
      let version = known.get(slot) ?? absent;
      if (version.kind === 'pending') version = ask(slot);
      known.set(slot, version);
      reads.set(slot, version.id);
      return version;
    },
    peek(slot) {
      const version = known.get(slot) ?? absent;
      return version.kind === 'pending' ? null : version;
    },
    renew(newer) {
      const read = [...known].filter(([slot]) => reads.has(slot));
      known = new Map([...Object.entries(newer), ...read]);
    }
  };
}

const absent: KnownVersion = { kind: 'absent', id: absentVersion };
