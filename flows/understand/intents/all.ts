import { compileSigns } from '../signs.ts';
import { classes } from './classes.ts';
import { dangerSigns } from './danger.ts';
import { questionSigns } from './questions.ts';
import { talkClasses, talkSigns } from './talk.ts';
import { visitSigns } from './visits.ts';

/** All phrases of this folder, made ready once. */
export const intentSigns = compileSigns(
  { ...visitSigns, ...questionSigns, ...talkSigns, ...dangerSigns },
  { ...classes, ...talkClasses },
);
