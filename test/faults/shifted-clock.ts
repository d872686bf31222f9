import process from 'node:process';

/**
 * Loaded ahead of main.ts (node --import): the process's clock is off by as much as the test says, at its start and while it
 * runs. It ends with the test that started it, whatever ends that.
 */
let shiftMs = Number(process.env.TEST_CLOCK_SHIFT_MS ?? 0);

const instant = Temporal.Now.instant.bind(Temporal.Now);
const dateNow = Date.now.bind(Date);
Object.defineProperty(Temporal.Now, 'instant', { value: () => instant().add({ milliseconds: shiftMs }) });
Object.defineProperty(Date, 'now', { value: () => dateNow() + shiftMs });

process.on('message', (told) => {
  shiftMs = Number(told);
});
process.on('disconnect', () => process.exit(1));
process.channel?.unref(); // it alone keeps no process from ending
