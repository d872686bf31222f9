import { Hono } from 'hono';
import { createAfricasTalkingEmulator } from './africastalking/emulator.ts';
import type { Fetch } from './callbacks.ts';
import { rethrow } from './faults.ts';
import { createMailEmulator, type MailEmulator } from './mail/emulator.ts';
import { createNetwork } from './network.ts';
import type { Clinic } from './phone/choices.ts';
import { createPhone } from './phone/phone.ts';
import { createTwilioEmulator } from './twilio/emulator.ts';
import type { Write } from './writing.ts';

export type EmulatorsOptions = {
  now: () => Temporal.Instant;
  /** How the providers reach the clinic; into an app, in tests, without a port. */
  fetch: Fetch;
  /** Where the clinic is: `http://localhost:3000`. */
  webhookBaseUrl: string;
  twilio: { accountSid: string; authToken: string };
  africastalking: { username: string; apiKey: string; webhookSecret: string };
  /** Whom one can write to on /phone. */
  clinics: readonly Clinic[];
  /** One that listens already; else one that listens when it is told to. */
  mail?: MailEmulator;
  /** A file that keeps the phones' messages across restarts. */
  journal?: string;
  /** The zone of the times shown on /phone. */
  zone?: string;
};

export type Emulators = ReturnType<typeof createEmulators>;

/** The providers, the phones and the mail: `/emulators/twilio`, `/emulators/africastalking`, `/phone`, `/emulators/mail`. */
export function createEmulators(options: EmulatorsOptions) {
  const { now, journal, fetch, webhookBaseUrl, clinics, zone } = options;
  const network = createNetwork(journal === undefined ? { now } : { now, journal });
  const twilio = createTwilioEmulator({ network, fetch, webhookBaseUrl, ...options.twilio });
  const africastalking = createAfricasTalkingEmulator({
    network,
    fetch,
    webhookBaseUrl,
    ...options.africastalking,
  });

  const write: Write = async ({ provider, ...writing }) => {
    if (provider === 'africastalking') return africastalking.write(writing);
    const { status, messageSid } = await twilio.write(writing);
    return { status, messageId: messageSid };
  };
  const phone = createPhone({ network, write, clinics, basePath: '/phone', ...(zone ? { zone } : {}) });

  const mail = options.mail ?? createMailEmulator({ now });

  const app = new Hono().onError(rethrow);
  app.route('/emulators/twilio', twilio.app);
  app.route('/emulators/africastalking', africastalking.app);
  app.route('/emulators/mail', mail.app);
  app.route('/', phone.app);

  return {
    app,
    network,
    twilio,
    africastalking,
    /** Takes e-mail once it listens. */
    mail,
    /** A patient writes, by whichever provider. */
    write,
    /** Resolves once no callback is under way. */
    async idle(): Promise<void> {
      // A receipt of one may make the clinic send by the other: look again until both are quiet.
      while (twilio.pending() + africastalking.pending() > 0) {
        await Promise.all([twilio.idle(), africastalking.idle()]);
      }
    },
    /** Ends live pages, hanging sends and callbacks under way, so that the process can end. */
    stop(): void {
      phone.stop();
      twilio.stop();
      africastalking.stop();
      mail.stop();
    },
  };
}
