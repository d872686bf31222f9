/** What the measured program is told of the outside world, and the load process must know to play it. */
export const twilio = { accountSid: `AC${'b'.repeat(32)}`, authToken: 'the-auth-token-of-the-bench' };

/** Signatures are made over it; nothing is reached there. */
export const publicUrl = 'https://miadi.bench';
