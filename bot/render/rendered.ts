/**
 * A prompt as one channel takes it. Ids of buttons and rows are what a tap carries back: `<waitId>.<choice id>`.
 * `plain` is the same with numbered lines, for where a provider cannot show buttons or a list.
 */
export type Rendered =
  | { kind: 'text'; text: string; segments: number }
  | { kind: 'buttons'; body: string; buttons: readonly { id: string; title: string }[]; plain: string }
  | {
      kind: 'list';
      body: string;
      button: string;
      rows: readonly { id: string; title: string; description?: string }[];
      plain: string;
    };
