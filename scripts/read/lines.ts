import type { Readable } from 'node:stream';

/**
 * Lines as they come, cut at the line feed alone: a message may have signs in it that other readers take for a line's end. A line
 * that is not ended yet by the end of the stream is one, too.
 */
export async function* linesOf(stream: Readable): AsyncGenerator<string> {
  stream.setEncoding('utf8');
  let begun: string[] = [];
  for await (const chunk of stream as AsyncIterable<string>) {
    const [first = '', ...others] = chunk.split('\n');
    begun.push(first);
    for (const next of others) {
      yield begun.join('');
      begun = [next];
    }
  }
  const last = begun.join('');
  if (last !== '') yield last;
}
