import { beginningLine } from '../rehearsal/transcript.ts';
import {
  cancelByStaff,
  closeClinic,
  familyPhone,
  handBack,
  insertPastVisit,
  insertVisit,
  offeredStart,
  onCallMessages,
  pickedStart,
  register,
  shareWithFamily,
  takeEverywhere,
  writeAsStaff,
} from './happened.ts';
import type { Stage } from './play.ts';

const mediaUrl = 'http://providers.test/media';
const mediaTypes: Readonly<Record<string, string>> = {
  photo: 'image/jpeg',
  'voice note': 'audio/ogg',
  sticker: 'image/webp',
  video: 'video/mp4',
  document: 'application/pdf',
  'contact card': 'text/vcard',
};

type Happening = { pattern: RegExp; run(stage: Stage, found: string[]): Promise<void> };

/** What may happen beside the conversation; a transcript's line starting with * is one of these. */
const happenings: Happening[] = [
  {
    // "* Asha Wanjiru is a patient here", "* Baraka Wanjiru is a child of theirs, last seen at Westlands"
    pattern: /^(.+) is a (patient here|child of theirs)(?:, last seen at (.+))?$/,
    run: async (stage, [name = '', what, branch]) => {
      stage.written.push(name);
      const patientId = await register(
        stage,
        stage.patient,
        name,
        what === 'patient here' ? 'self' : 'child',
      );
      if (branch) await insertPastVisit(stage, patientId, branch);
    },
  },
  {
    pattern: /^they speak (English|Swahili)$/,
    run: (stage, [language]) => stage.speak(language === 'Swahili' ? 'sw' : 'en'),
  },
  {
    // Whoever opened the stage has set the clock by it (beginningOf).
    pattern: /^(it is .+)$/,
    run: async (stage, [line = '']) => {
      const now = stage.clock.now().toZonedDateTimeISO(stage.clinic.zone).toPlainDateTime();
      const { text } = beginningLine(now);
      if (text !== line) throw new Error(`"${line}" is said in the first line or not at all; here ${text}`);
    },
  },
  {
    pattern: /^somebody else takes choice (\d+)$/,
    run: async (stage, [number]) => {
      await takeEverywhere(stage, await offeredStart(stage, Number(number)));
    },
  },
  {
    pattern: /^somebody else takes the time that was held$/,
    run: async (stage) => takeEverywhere(stage, await pickedStart(stage)),
  },
  {
    pattern: /^the same message arrives again$/,
    run: (stage) => stage.repeatLast(),
  },
  {
    pattern: /^a (photo|voice note|sticker|video|document|contact card) arrives$/,
    run: (stage, [what = '']) =>
      stage.write({ media: [{ url: `${mediaUrl}/${what}`, contentType: mediaTypes[what] ?? '' }] }),
  },
  {
    // By SMS a phone can only send it as a link.
    pattern: /^a location arrives: (-?[\d.]+), (-?[\d.]+)$/,
    run: (stage, [latitude = '', longitude = '']) =>
      stage.kind === 'whatsapp'
        ? stage.write({ location: { latitude: Number(latitude), longitude: Number(longitude) } })
        : stage.write({ text: `https://maps.example/?q=${latitude},${longitude}` }),
  },
  {
    pattern: /^([\d,]+) characters arrive$/,
    run: (stage, [count = '']) => {
      const length = Number(count.replace(',', ''));
      return stage.write({ text: 'my story is a long one '.repeat(length).slice(0, length) });
    },
  },
  {
    pattern: /^"(.+)" arrives twice at once, as two messages$/,
    run: async (stage, [text = '']) => {
      await Promise.all([stage.write({ text }), stage.write({ text })]);
    },
  },
  {
    pattern: /^(.+) is on another phone of the family, too$/,
    run: (stage, found) => shareWithFamily(stage, found),
  },
  {
    pattern: /^the other phone writes "(.+)"$/,
    run: async (stage, [text = '']) => {
      stage.written.push(text);
      await familyPhone(stage).answer(text);
    },
  },
  {
    // "* Asha Wanjiru has a visit: Dental, 2026-10-07 09:00, Dr. Otieno Odhiambo, Westlands"
    pattern: /^(.+) has a visit: (.+), (\d{4}-\d\d-\d\d \d\d:\d\d), (.+), (.+)$/,
    run: async (stage, [patient = '', service = '', local = '', practitioner = '', branch = '']) =>
      void (await insertVisit(stage, { patient, service, local, practitioner, branch, status: 'booked' })),
  },
  {
    pattern: /^(.+) had a visit: (.+), (\d{4}-\d\d-\d\d \d\d:\d\d), (.+), (.+)$/,
    run: async (stage, [patient = '', service = '', local = '', practitioner = '', branch = '']) =>
      void (await insertVisit(stage, { patient, service, local, practitioner, branch, status: 'fulfilled' })),
  },
  {
    pattern: /^every visit has been moved (\d+) times$/,
    run: async (stage, [moves]) => {
      await stage.database.db
        .updateTable('appointment')
        .set({ moves: Number(moves) })
        .execute();
    },
  },
  {
    pattern: /^staff cancel the visit$/,
    run: cancelByStaff,
  },
  {
    pattern: /^staff write: (.+)$/,
    run: (stage, [text = '']) => writeAsStaff(stage, text),
  },
  {
    pattern: /^staff hand the conversation back$/,
    run: handBack,
  },
  {
    pattern: /^the phone on call has rung (once|twice|not at all)$/,
    run: async (stage, [times]) => {
      const rung = await onCallMessages(stage);
      if (rung.length !== { 'not at all': 0, once: 1, twice: 2 }[times ?? '']) {
        throw new Error(`the phone on call has rung ${rung.length} times`);
      }
    },
  },
  {
    pattern: /^an empty message arrives$/,
    run: (stage) => stage.write({ text: '' }),
  },
  {
    // A button or row of an earlier message; on SMS its words are typed.
    pattern: /^the old choice "(.+)" is tapped$/,
    run: async (stage, [title = '']) => {
      const earlier = stage.inbox().slice(0, -1).reverse();
      for (const message of earlier) {
        const type = message.interactive?.type === 'list' ? 'list' : 'button';
        const choices =
          message.interactive?.type === 'list' ? message.interactive.rows : message.interactive?.buttons;
        const choice = choices?.find((one) => one.title === title);
        if (choice) return stage.write({ tap: { id: choice.id, title, type, on: message.id } });
      }
      return stage.write({ text: title });
    },
  },
  {
    pattern: /^every slot of the next (\d+) days is taken$/,
    run: (stage, [days]) => closeClinic(stage, Number(days)),
  },
];

export async function happen(stage: Stage, what: string): Promise<void> {
  for (const { pattern, run } of happenings) {
    const found = pattern.exec(what);
    if (found) return run(stage, found.slice(1));
  }
  throw new Error(`nothing of the kind can happen: ${what}`);
}
