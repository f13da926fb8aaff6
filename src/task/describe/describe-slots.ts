import { writeFileSync } from 'node:fs';
import { isHeadwaterError } from '../../errors';
import { prepareWorld } from '../execution';
import { describeFailure } from '../failure/task-failure';
import type { DescribeOrder } from '../protocol';
import { versionsOf } from '../scope/versions';
import type { Session } from '../session';
import { describeVariables } from './describe-variables';
import { nothingThere, notStored } from './description';

/** Loads variables as a step after this moment would, describes them, and writes the `Description`, or `{ error }`, into the file asked for. */
export async function describeSlots(session: Session, order: DescribeOrder): Promise<void> {
  writeFileSync(order.answer, JSON.stringify(await describe(session, order)));
}

async function describe(session: Session, order: DescribeOrder): Promise<unknown> {
  try {
    const { names, digests, answer: _answer, type: _type, ...rest } = order;
    const versions = versionsOf(order.slots, () => ({ kind: 'absent', id: nothingThere }));
    const prepared = await prepareWorld(
      session,
      { ...rest, type: 'execute', execution: 0, sure: true, part: { kind: 'whole' }, cells: [] },
      versions
    );
    const { variables } = prepared.world.scope;
    const found = describeVariables(names.map(name => ({ name, read: () => orNotStored(() => variables[name]) })));
    return { variables: found.variables.map(each => (each.digest === digests[each.name] ? { ...each, lines: [] } : each)) };
  } catch (error) {
    return { error: describeFailure(error, session.code, session.log.cell || null) };
  }
}

/** A variable that its step could not store says so. */
function orNotStored(read: () => unknown): unknown {
  try {
    return read();
  } catch (error) {
    if (isHeadwaterError(error) && error.code === 'HW301') throw new Error(`${notStored}${error.message}`);
    throw error;
  }
}
