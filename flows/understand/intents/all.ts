import { compileSigns } from '../signs.ts';
import { askingSigns } from './asking.ts';
import { classes } from './classes.ts';
import { dangerSigns } from './danger.ts';
import { callClasses, callSigns, tellingSigns } from './danger-calls.ts';
import { dangerTopicGuards, dangerTopicSigns } from './danger-topics.ts';
import { doubtSigns } from './doubts.ts';
import { proposalSigns } from './proposals.ts';
import { questionSigns } from './questions.ts';
import { talkClasses, talkSigns } from './talk.ts';
import { visitSigns } from './visits.ts';
import { wrongNumberSigns } from './wrong-number.ts';

/** All phrases of this folder, made ready once. */
export const intentSigns = compileSigns(
  {
    ...visitSigns,
    ...questionSigns,
    ...askingSigns,
    ...talkSigns,
    ...doubtSigns,
    ...proposalSigns,
    ...wrongNumberSigns,
    ...dangerSigns,
    ...callSigns,
    ...tellingSigns,
    ...dangerTopicSigns,
    ...dangerTopicGuards,
  },
  { ...classes, ...talkClasses, ...callClasses },
);
