import { type SlotSearch, unsearched } from '../slots/search.ts';
import { unpicked, type VisitPick } from '../visits/pick.ts';

/** Which visit, and where in the search for another time. */
export type MoveContext = VisitPick & SlotSearch;

export const unbegun: MoveContext = { ...unpicked, ...unsearched };
