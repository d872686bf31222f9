import { expect, test } from 'vitest';
import { amani } from './amani.ts';
import { openStage } from './play.ts';

type Line = { event: string; correlationId?: string; outboxId?: string; state?: string };

test.each(['whatsapp', 'sms'] as const)(
  'one id leads from the webhook through the turn and the send to the receipt: %s',
  async (kind) => {
    const stage = await openStage(kind, amani);
    try {
      await stage.write({ text: 'Hi' });
      await stage.wait(Temporal.Duration.from({ seconds: 30 }));
      await stage.write({ text: 'help' });
      await stage.wait(Temporal.Duration.from({ seconds: 30 }));
      const lines: Line[] = stage.log.lines.map((line) => JSON.parse(line) as Line);
      const received = lines.filter(({ event }) => event === 'message_received');
      expect(received).toMatchObject([{ state: 'handled' }, { state: 'handled' }]);
      expect(new Set(received.map(({ correlationId }) => correlationId)).size).toBe(2);
      for (const { correlationId } of received) {
        const message = await stage.database.db
          .selectFrom('inbound_message')
          .select('state')
          .where('correlation_id', '=', correlationId as never)
          .execute();
        const replies = await stage.database.db
          .selectFrom('outbox')
          .select(['id', 'state'])
          .where('correlation_id', '=', correlationId as never)
          .execute();
        expect(message).toEqual([{ state: 'handled' }]);
        expect(replies.length).toBeGreaterThan(0);
        // nothing else is under this id: all of it is about this message and its replies
        const told = lines.filter((line) => line.correlationId === correlationId);
        expect(new Set(told.map(({ event }) => event))).toEqual(
          new Set(['message_received', 'message_sent', 'receipt']),
        );
        for (const { id, state } of replies) {
          expect(state).toBe('delivered');
          const ofReply = told.filter(({ outboxId }) => outboxId === id).map(({ event }) => event);
          expect(ofReply).toEqual(expect.arrayContaining(['message_sent', 'receipt']));
        }
      }
      // a call that brought a receipt has an id of its own, and leaves no line under it
      const known = new Set(received.map(({ correlationId }) => correlationId));
      const receipts = lines.filter(({ event }) => event === 'receipt');
      expect(receipts.length).toBeGreaterThanOrEqual(2);
      expect(receipts.filter(({ correlationId }) => !known.has(correlationId))).toEqual([]);
    } finally {
      await stage.close();
    }
  },
);
