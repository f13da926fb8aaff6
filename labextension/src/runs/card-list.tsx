import type { TranslationBundle } from '@jupyterlab/translation';
import type { IDisposable } from '@lumino/disposable';
import { useEffect, useLayoutEffect, useRef, useState, type JSX } from 'react';
import type { CardData } from '../../../src/card/card-document';
import type { TaskCards } from '../../../src/server/api/look-back';
import type { TaskRow } from '../../../src/server/api/run';
import type { RunDetail } from './run-detail';

/** Draws a card into an element that is in the page, until it is disposed. */
export type DrawCard = (data: CardData, host: HTMLElement) => IDisposable;

interface CardListProps {
  readonly model: RunDetail;
  readonly tasks: readonly TaskRow[];
  readonly drawCard: DrawCard;
  readonly trans: TranslationBundle;
}

/** The tasks of a run that have been recorded or are at work; each opens to its cards. */
export function CardList({ model, tasks, drawCard, trans }: CardListProps): JSX.Element {
  const [open, setOpen] = useState<string | null>(null);
  const [limit, setLimit] = useState(firstTasks);
  const recorded = tasks.filter(({ pathspec, status }) => pathspec.split('/').length === 4 || status === 'running');
  if (recorded.length === 0) return <p className="jp-HeadwaterEmpty">{trans.__('No task has begun yet.')}</p>;
  return (
    <div className="jp-HeadwaterCards">
      {recorded.slice(0, limit).map(task => {
        const { step, index, status } = task;
        // The same before and after it is recorded, so that an open card stays open.
        const key = `${step} ${index}`;
        const isOpen = open === key;
        return (
          <section key={key}>
            <h4>
              <button type="button" className="jp-HeadwaterLink" aria-expanded={isOpen} onClick={() => setOpen(isOpen ? null : key)}>
                <span aria-hidden="true">{isOpen ? '▾' : '▸'} </span>
                {index === null ? step : `${step}[${index}]`}
                {status === 'running' ? ` · ${trans.__('running')}` : ''}
              </button>
            </h4>
            {isOpen && <Cards model={model} task={task} drawCard={drawCard} trans={trans} />}
          </section>
        );
      })}
      {recorded.length > limit && (
        <button type="button" className="jp-HeadwaterButton" onClick={() => setLimit(limit * 4)}>
          {trans.__('Show more of the %1 tasks', recorded.length)}
        </button>
      )}
    </div>
  );
}

/** Tasks that are listed at once. */
const firstTasks = 200;

/** Milliseconds until it is looked again for the first thing on a card. */
const lookAgain = 1000;

/** A card is made a moment after its task has committed. */
const looksAfterEnd = 3;

function Cards({ model, task, drawCard, trans }: Omit<CardListProps, 'tasks'> & { readonly task: TaskRow }): JSX.Element {
  const [answer, setAnswer] = useState<TaskCards | Error | null>(null);
  const [asked, setAsked] = useState(0);
  const looksLeft = useRef(looksAfterEnd);
  const isEmpty = answer !== null && !(answer instanceof Error) && answer.cards.length === 0;
  const isWaiting = isEmpty && (task.status === 'running' || looksLeft.current > 0);
  useEffect(() => {
    model.cardsOf(task).then(setAnswer, (error: Error) => setAnswer(error));
  }, [task.pathspec, asked]);
  useEffect(() => {
    if (!isWaiting) return;
    if (task.status !== 'running') looksLeft.current -= 1;
    const timer = setTimeout(() => setAsked(asked + 1), lookAgain);
    return () => clearTimeout(timer);
  }, [isWaiting, asked]);
  if (answer === null) return <p className="jp-HeadwaterEmpty">{trans.__('Loading…')}</p>;
  if (answer instanceof Error) return <p className="jp-HeadwaterTrouble">⚠ {answer.message}</p>;
  if (answer.cards.length === 0)
    return (
      <p className="jp-HeadwaterEmpty">
        {task.status === 'running' ? trans.__('Its code has put nothing on its card yet.') : trans.__('This task has no card.')}
      </p>
    );
  return (
    <>
      {answer.cards.map((data, at) => (
        <DrawnCard key={at} data={data} drawCard={drawCard} />
      ))}
    </>
  );
}

function DrawnCard({ data, drawCard }: { readonly data: CardData; readonly drawCard: DrawCard }): JSX.Element {
  const host = useRef<HTMLDivElement>(null);
  // A widget must be taken off while its place is still in the page.
  useLayoutEffect(() => {
    if (host.current === null) return;
    const drawn = drawCard(data, host.current);
    return () => drawn.dispose();
  }, [data]);
  return <div ref={host} />;
}
