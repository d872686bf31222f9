import type { Media, MessageKind, Provider } from './network.ts';

/** Something a patient does on the phone. */
export type Writing = {
  kind: MessageKind;
  /** The patient's number, E.164. */
  phone: string;
  /** The clinic's number. */
  number: string;
  text?: string;
  /** A tapped button or list row; `on` is the message it stood on. */
  tap?: Tap;
  media?: readonly Media[];
  /** A place sent from the phone, in degrees; WhatsApp only. */
  location?: { latitude: number; longitude: number };
  /** The name the patient has given themselves on WhatsApp. */
  profileName?: string;
  /** Deliver again under this id, as providers do when they doubt that they were heard. */
  messageId?: string;
};

export type Tap = { id: string; title: string; type: 'button' | 'list'; on?: string };

/** What the clinic's webhook answered; 0 when nobody did. */
export type Written = { status: number; messageId: string };

export type Write = (writing: Writing & { provider: Provider }) => Promise<Written>;
