import { HeadwaterError } from '../../errors';

/** How long a kernel is waited for. */
export interface Patience {
  /** Milliseconds without a sign of life; null for ever. */
  readonly limit: number | null;
  /** Something that changes as long as work goes on. */
  readonly sign?: () => string;
}

const glance = 1000;

/** Waits for something a kernel does, as long as there is hope. @throws HeadwaterError HW362 when there is none left */
export async function within<T>({ limit, sign = () => '' }: Patience, what: string, work: Promise<T>): Promise<T> {
  if (limit === null) return await work;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    let [last, since] = [sign(), performance.now()];
    const look = (): void => {
      const now = sign();
      if (now !== last) [last, since] = [now, performance.now()];
      if (performance.now() - since >= limit) reject(tooLate(limit, what));
    };
    timer = setInterval(look, Math.min(glance, limit / 4));
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearInterval(timer);
  }
}

function tooLate(limit: number, what: string): HeadwaterError {
  const isCell = what.startsWith('Cell ');
  return new HeadwaterError('HW362', `${what} has taken longer than ${Math.round(limit / 1000)} s in the kernel; it was ended.`, {
    about: isCell ? '--timeout' : 'the kernel',
    hint: isCell
      ? 'Give it more time with --timeout <seconds>, or leave that option out.'
      : 'Does the notebook run in JupyterLab? `headwater doctor` looks at the kernel too.'
  });
}
