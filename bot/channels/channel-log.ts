/** What a channel tells the log: codes and counts, never a number or words. */
export type ChannelLog = {
  warn(event: string, fields: Readonly<Record<string, string | number | null>>): void;
};
