import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Flow, Metaflow, namespace, Task } from '../../client';
import { unpackStore, type ExpectedRun, type ExpectedStep, type ExpectedTask, type FixtureStore } from './fixture-store';

describe.each(['store', 'store-old'] as const)(
  'our client reads the %s that Metaflow wrote, moved to another folder, and agrees with the stock client on',
  which => {
    let fixture: FixtureStore;
    beforeAll(() => {
      fixture = unpackStore(which);
    });
    afterAll(() => fixture.remove());
    beforeEach(() => {
      namespace(null);
    });

    const options = (): { readonly root: string } => ({ root: fixture.root });
    const flows = (): readonly string[] => Object.keys(fixture.expected.flows);

    /** Calls back for every run that the stock client listed. */
    async function eachRun(check: (flow: string, id: string, run: ExpectedRun) => Promise<void>): Promise<void> {
      for (const [flow, { runs }] of Object.entries(fixture.expected.flows))
        for (const [id, run] of Object.entries(runs)) await check(flow, id, run);
    }

    /** Calls back for every task. */
    async function eachTask(check: (pathspec: string, task: ExpectedTask, run: ExpectedRun) => Promise<void>): Promise<void> {
      await eachRun(async (flow, id, run) => {
        for (const [step, { tasks }] of Object.entries(run.steps))
          for (const [task, expected] of Object.entries(tasks)) await check(`${flow}/${id}/${step}/${task}`, expected, run);
      });
    }

    it('the flows', async () => {
      expect((await Metaflow(options()).flows).map(each => each.id)).toEqual([...flows()].sort());
    });

    it('the runs; in the order of their ids, which tagging does not change', async () => {
      for (const name of flows()) {
        const { runs_order, latest_run } = fixture.expected.flows[name] ?? { runs_order: [], latest_run: '' };
        const ids = (await Flow(name, options()).runs()).map(run => run.id);
        expect(ids).toEqual([...runs_order].sort().reverse());
        // Metaflow takes a run whose tags were changed for a new one.
        if (name !== 'FxLinear') expect(await Flow(name, options()).latestRun.id).toBe(latest_run);
      }
    });

    it('the latest successful run', async () => {
      for (const name of flows().filter(each => each !== 'FxLinear')) {
        const expected = fixture.expected.flows[name]?.latest_successful_run ?? null;
        const found = await Flow(name, options()).latestSuccessfulRun.id.catch(() => null);
        expect([name, found]).toEqual([name, expected]);
      }
    });

    it('tags, success, end and times of each run', async () => {
      await eachRun(async (flow, id, expected) => {
        const run = await Flow(flow, options()).run(id);
        const found = {
          tags: await run.tags,
          user_tags: await run.userTags,
          system_tags: await run.systemTags,
          successful: await run.successful,
          finished: await run.finished,
          finished_at: await run.finishedAt.then(at => at?.getTime() ?? null),
          created_at_ms: (await run.createdAt).getTime(),
          end_task: await run.endTask.then(task => task?.pathspec ?? null)
        };
        const { tags, user_tags, system_tags, successful, finished, created_at_ms, end_task } = expected;
        const finished_at = expected.finished_at === null ? null : Date.parse(`${expected.finished_at}Z`);
        const wanted = { tags, user_tags, system_tags, successful, finished, finished_at, created_at_ms, end_task };
        expect({ id, ...found }).toEqual({ id, ...wanted });
      });
    });

    it('the steps of each run and the tasks of each step, in order', async () => {
      await eachRun(async (flow, id, expected) => {
        const run = await Flow(flow, options()).run(id);
        expect((await run.steps).map(step => step.id)).toEqual(expected.steps_order);
        for (const [name, step] of Object.entries(expected.steps)) {
          const tasks = (await run.step(name).tasks).map(task => task.id);
          // Tasks that were made in the same millisecond have no order.
          expect(sortTies(tasks, step)).toEqual(sortTies(step.tasks_order, step));
        }
      });
    });

    it('parents and children of each step that is there', async () => {
      await eachRun(async (flow, id, expected) => {
        const run = await Flow(flow, options()).run(id);
        for (const [name, step] of Object.entries(expected.steps)) {
          const parents = (await run.step(name).parentSteps).map(each => each.id).sort();
          const children = (await run.step(name).childSteps).map(each => each.id).sort();
          if (isList(step.parent_steps)) expect([name, parents]).toEqual([name, lastParts(step.parent_steps)]);
          if (isList(step.child_steps)) expect([name, children]).toEqual([name, lastParts(step.child_steps)]);
        }
      });
    });

    it('parents and children of each task', async () => {
      await eachTask(async (pathspec, expected) => {
        const task = Task(pathspec, options());
        if (isList(expected.parent_tasks))
          expect((await task.parentTasks).map(each => each.pathspec).sort()).toEqual([...expected.parent_tasks].sort());
        if (isList(expected.child_tasks))
          expect((await task.childTasks).map(each => each.pathspec).sort()).toEqual([...expected.child_tasks].sort());
      });
    });

    it('success, attempt and index of each task', async () => {
      await eachTask(async (pathspec, { successful, finished, current_attempt, index, created_at_ms }) => {
        const task = Task(pathspec, options());
        const found = [
          await task.successful,
          await task.finished,
          await task.currentAttempt,
          await task.index,
          (await task.createdAt).getTime()
        ];
        expect([pathspec, ...found]).toEqual([pathspec, successful, finished, current_attempt, index, created_at_ms]);
      });
    });

    it('what each task printed', async () => {
      await eachTask(async (pathspec, expected) => {
        const task = Task(pathspec, options());
        // The stock client ends every text with a line feed; ours only where one was printed.
        const closed = (text: string): string => (text === '' || text.endsWith('\n') ? text : `${text}\n`);
        expect([pathspec, closed(await task.stdout), closed(await task.stderr)]).toEqual([pathspec, expected.stdout, expected.stderr]);
      });
    });

    it('the artifacts of each task with their keys, sizes and types, in each attempt', async () => {
      await eachTask(async (pathspec, expected) => {
        const task = Task(pathspec, options());
        const names = (await task.artifacts).map(each => each.id);
        expect([pathspec, names]).toEqual([pathspec, [...expected.public_artifacts].sort()]);
        for (const [name, { sha, created_at_ms }] of Object.entries(expected.artifacts))
          expect([await task.artifact(name).sha, (await task.artifact(name).createdAt).getTime()]).toEqual([sha, created_at_ms]);
        for (const [attempt, { artifacts }] of Object.entries(expected.attempts)) {
          const one = Task(pathspec, { ...options(), attempt: Number(attempt) });
          for (const [name, sha] of Object.entries(artifacts)) expect(await one.artifact(name).sha).toBe(sha);
        }
        const info = expected.info_by_attempt[String(expected.current_attempt)] ?? {};
        for (const name of names.filter(each => info[each] !== undefined))
          expect([await task.artifact(name).size, await task.artifact(name).type]).toEqual([info[name]?.size, info[name]?.type]);
      });
    });

    it('the metadata of each task', async () => {
      await eachTask(async (pathspec, expected) => {
        const found = comparable(await Task(pathspec, options()).metadataDict);
        expect([pathspec, found]).toEqual([pathspec, comparable(expected.metadata_dict)]);
      });
    });
  }
);

describe('namespaces', () => {
  it('show the runs that the stock client shows', async () => {
    const fixture = unpackStore('store');
    try {
      for (const [name, flows] of Object.entries(fixture.expected.namespaces)) {
        namespace(name === 'None' || name === 'null' ? null : name);
        for (const [flow, expected] of Object.entries(flows)) {
          const found = (await Flow(flow, { root: fixture.root }).runs()).map(run => run.id);
          expect([name, flow, [...found].sort()]).toEqual([name, flow, Array.isArray(expected) ? [...(expected as string[])].sort() : []]);
        }
      }
    } finally {
      fixture.remove();
    }
  });
});

/** Without the folder in which the store was made; numbers, which `parallel-world-size` alone is, as text. */
function comparable(data: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const entries = Object.entries(data).filter(([name]) => name !== 'ds-root');
  return Object.fromEntries(entries.map(([name, value]) => [name, typeof value === 'number' ? String(value) : value]));
}

function isList(value: readonly string[] | { readonly $error: string }): value is readonly string[] {
  return Array.isArray(value);
}

function lastParts(pathspecs: readonly string[]): string[] {
  return pathspecs.map(each => each.split('/').at(-1) ?? '').sort();
}

function sortTies(ids: readonly string[], step: ExpectedStep): (readonly [number, string])[] {
  const time = (id: string): number => step.tasks[id]?.created_at_ms ?? 0;
  return ids.map(id => [time(id), id] as const).sort((a, b) => b[0] - a[0] || (a[1] < b[1] ? -1 : 1));
}
