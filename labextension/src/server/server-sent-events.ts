/** One message of an SSE stream. */
export interface ServerSentEvent {
  readonly event: string;
  readonly data: string;
}

/** Turns the text of an SSE stream, as it comes in pieces, into messages (the event stream format of the HTML standard, section 9.2.6; ids and retry times are not used). */
export class EventStreamParser {
  private _rest = '';

  /** The messages that this piece completes. Comments, which keep a connection alive, are none. */
  push(piece: string): ServerSentEvent[] {
    const blocks = (this._rest + piece).replace(/\r\n?/g, '\n').split('\n\n');
    this._rest = blocks.pop() ?? '';
    return blocks.map(messageOf).filter(each => each !== null);
  }
}

function messageOf(block: string): ServerSentEvent | null {
  let event = 'message';
  const data: string[] = [];
  for (const line of block.split('\n')) {
    const [, field = '', value = ''] = /^([^:]*):? ?(.*)$/s.exec(line) ?? [];
    if (field === 'event') event = value;
    if (field === 'data') data.push(value);
  }
  return data.length === 0 ? null : { event, data: data.join('\n') };
}
