/**
 * A prompt as one channel takes it. Ids of buttons and rows are what a tap carries back: `<waitId>.<choice id>`.
 * `plain` is the same with numbered lines, for where a provider cannot show buttons or a list.
 */
export type Rendered =
  | { kind: 'text'; text: string; segments: number }
  /** sender: the name beside the address that it comes from. */
  | { kind: 'email'; sender: string; subject: string; text: string }
  /** A text that WhatsApp has approved, with what differs from one message to the next: all that it lets through after 24 hours. */
  | { kind: 'template'; contentSid: string; variables: Record<string, string> }
  | { kind: 'buttons'; body: string; buttons: readonly { id: string; title: string }[]; plain: string }
  | {
      kind: 'list';
      body: string;
      button: string;
      rows: readonly { id: string; title: string; description?: string }[];
      plain: string;
    };
