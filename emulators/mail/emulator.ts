import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Hono } from 'hono';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import { arrives, createFaults, type Fault } from '../faults.ts';
import { type Mail, readMail } from './mail.ts';

export type MailEmulator = ReturnType<typeof createMailEmulator>;

/**
 * A mail server that takes everything and hands nothing on: what came lies in memory, at `/emulators/mail`. It speaks SMTP on a port
 * of this machine, with any name and password.
 */
export function createMailEmulator({ now }: { now: () => Temporal.Instant }) {
  const mails: Mail[] = [];
  const faults = createFaults();
  const sockets = new Map<number, Socket>();
  /** What goes wrong with the message that a session is handing over. */
  const underWay = new Map<string, Fault | undefined>();

  /** The line goes down. */
  const hangUp = (session: SMTPServerSession): void => void sockets.get(session.remotePort)?.destroy();
  const isAway = (): boolean => faults.lasting()?.kind === 'unreachable';

  const server = new SMTPServer({
    authOptional: true,
    allowInsecureAuth: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    closeTimeout: 100,
    onConnect(session, done) {
      if (isAway()) hangUp(session);
      else done();
    },
    onAuth: (_, __, done) => done(null, { user: 'anybody' }),
    onMailFrom(_, session, done) {
      if (isAway()) hangUp(session);
      else done();
    },
    onRcptTo(_, session, done) {
      const fault = faults.next();
      underWay.set(session.id, fault);
      if (fault?.kind === 'unreachable') hangUp(session);
      else if (fault?.kind === 'refuse') done(refusal(fault.code, fault.message));
      else done();
    },
    onData(stream, session, done) {
      void readAll(stream).then(async (raw) => {
        const fault = underWay.get(session.id);
        const { mailFrom, rcptTo } = session.envelope;
        const envelope = { from: mailFrom === false ? '' : mailFrom.address, to: rcptTo[0]?.address ?? '' };
        const isTaken = fault === undefined || !('taken' in fault) || fault.taken;
        if (isTaken && arrives(fault)) mails.push(readMail(raw, envelope, now()));
        if (fault?.kind === 'hang') return;
        if (fault?.kind === 'drop') return hangUp(session);
        if (fault?.kind === 'delay') await sleep(fault.ms);
        done();
      });
    },
  });
  server.on('error', () => undefined); // a connection that broke: whoever called hears of it
  server.server.on('connection', (socket: Socket) => {
    const port = socket.remotePort ?? 0;
    sockets.set(port, socket);
    socket.on('close', () => sockets.delete(port));
  });

  return {
    app: createApp(mails),
    /** Begins to listen on a free port; resolves to where. */
    listen: (): Promise<string> =>
      new Promise((resolve, reject) => {
        server.server.once('error', reject);
        server.listen(0, '127.0.0.1', () => {
          const { port } = server.server.address() as AddressInfo;
          resolve(`smtp://127.0.0.1:${port}`);
        });
      }),
    /** Every e-mail that was taken, in order. */
    mails: mails as readonly Mail[],
    /** Makes the next sends go wrong. The code of a refusal is the reply to the recipient: 550, 451. */
    fault: (fault: Fault, times?: number): void => faults.add(fault, times),
    /** Makes every send go wrong, until null is said. Unreachable: connections are broken off before a word is said. */
    lastingFault: faults.last,
    waitingFaults: faults.waiting,
    stop(): void {
      server.close();
      for (const socket of sockets.values()) socket.destroy();
    },
  };
}

function refusal(code: number, message = 'refused'): Error {
  return Object.assign(new Error(message), { responseCode: code });
}

async function readAll(stream: SMTPServerDataStream): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** The newest first. */
function createApp(mails: readonly Mail[]): Hono {
  return new Hono().get('/', (c) => {
    const told = mails.toReversed().map(({ headers: _, at, ...mail }) => ({ at: at.toString(), ...mail }));
    return c.json(told);
  });
}
