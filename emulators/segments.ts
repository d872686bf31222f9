import { SegmentedMessage } from 'sms-segments-calculator';

/** What an SMS of this text costs: networks bill by the segment. */
export type Segments = { segments: number; characters: number; encoding: 'GSM-7' | 'UCS-2'; room: number };

/** `room`: how many characters fit the segments already begun. */
export function countSegments(text: string): Segments {
  const message = new SegmentedMessage(text);
  const encoding = message.encodingName === 'UCS-2' ? 'UCS-2' : 'GSM-7';
  const [alone, joined] = encoding === 'UCS-2' ? [70, 67] : [160, 153];
  const segments = message.segmentsCount;
  return {
    segments,
    characters: message.numberOfCharacters,
    encoding,
    room: segments > 1 ? segments * joined : alone,
  };
}
