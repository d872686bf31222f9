/** The languages Miadi speaks. Each text exists in all of them; a missing one does not compile. */
export const languages = ['en', 'sw'] as const;
export type Language = (typeof languages)[number];
