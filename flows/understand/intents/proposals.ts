import { phrases } from '../signs.ts';

/** What is said to a time that is proposed, or to a list of times. The grammar of a phrase: signs.ts. */
export const proposalSigns = {
  /** Where a yes or no was asked for, it is another time that is wanted. */
  'other time': phrases(`
    siku|saa|muda|wakati|tarehe|masaa nyingine|ingine|mwingine|mwengine|tofauti|zingine|nyengine, nyingine|ingine siku|saa|tarehe, another|different|other|later|earlier time|day|date|hour|slot, a|want|need|give|get|nataka|naomba|nipe me? new time|day|date|hour|slot,
    but|bt|yes|ok|okay|sure|fine not that|this time|day|date|hour, change|~badilish|~badilishi|~chang|~badil the? time|day|date|hour|siku|saa|tarehe|muda,
    but|bt|lakini|ila|yes|ndio|ndiyo later|earlier|sooner|baadaye|baadae|mapema, mapema|baadaye zaidi,
    saa|muda|wakati hiyo|hio|huo|ile haiwezekani|siwezi|sitaweza|hainifai|haifai
  `),
  'other time.not': phrases(`
    no other time|day|date, sina|hakuna|hatuna siku|saa|muda|wakati nyingine|ingine|mwingine,
    ask|tell|call|text|remind|niulize|nipigie|nikumbushe|niambie .. another|nyingine|ingine|later|baadaye|other, any|some other time, other time|day i|we|you, earlier|later today .. late, was|were|came|been there? the|that other day, on that other day, any other day|time no,
    other time|day|date is|are|iko ok|okay|fine|good|sawa|poa, nitakuja|nitafika|tutafika|ntakuja|ntafika mapema zaidi?, ~badilish jina|namba|lugha
  `),
  /** Of several that are shown, none. */
  'none fits': phrases(`
    ^ none, none of|suits|works|fits, ^ hakuna $, hakuna .. inayo*|inanifaa|nzuri, hizo|hizi|zote .. siwezi|sitaweza|sitaki|hapana|hazinifai|haziwezekani|haziwezi, siwezi|sitaweza|sitaki|hatuwezi|hapana siku|saa? hizo|hizi|zote, hazinifai, haziwezekani, haziwezi,
    ^ sitaki $, cant|cannot|wont make|do|manage .. any|those|these|them, not any, dont|doesnt|wont work|suit, i want|need others, zingine $, ingine $
  `),
  'none fits.not': phrases('none of your'),
  /** What was about to be booked is not wanted any more. */
  drops: phrases(`
    ^ wacha|wachana|achana|wacheni $, wachana|achana nayo|nayo|tu, wacha|acha tu|basi, forget it|about|this, never mind, nevermind, no need, hakuna|haina|hamna haja, dont|not book|reserve|schedule|register,
    usibook, msibook, usiweke, msiweke, usiniwekee, msiniwekee, usiandike, msiandike, sitaki tena, not interested, dont|not want it|to|this|that book|appointment|visit|anymore $, sitaki kubook|miadi|kuja
  `),
  'drops.not': phrases(
    `no need to|of|for _, haja ya kungoja|kusubiri|kurudia|kupiga|~badilish|~badili, never mind the|about|if, why .. not book, dont|not book _ .. at|on|for, dont forget,
    acha|wacha tu|basi tu|basi? iwe|niwek*|tuwek*|wek*|nibook, haja hiyo|hio|ile iko? sawa|poa|fiti|nzuri, never mind .. book|take|weka|good|fine, nevermind .. book|take|weka|good|fine, forget it|this|about .. book|take|weka,
    no need .. fine|ok|okay|sawa|good, not interested in, dont|not book .. book|take|weka`,
  ),
  /** Whom it was for is dead: no bot is to ask whether they come. */
  died: phrases(`
    #kin|mgonjwa|patient|she|he|mwenyewe wangu|yangu|wetu|yetu? alifariki|amefariki|ameaga|aliaga|amekufa|alikufa|amefa|died|perished, ^ amefariki|alifariki|ameaga|aliaga,
    #kin|mgonjwa|patient|she|he passed $, #kin|patient|she|he passed yesterday|today|jana|leo, #kin|patient|she|he passed last|this week|night|month|morning|monday|tuesday|wednesday|thursday|friday|saturday|sunday, passed away|on,
    #kin|patient|she|he is|was no more $, #kin|patient|she|he is|was no more we|since|sorry, patient|she|he is dead|deceased, hes|shes dead|deceased, hayuko|hayupo tena duniani
  `),
  'died.not': phrases(`
    phone|battery|simu|laptop|line|car|gari|engine|network .. died|amekufa|imekufa, ~j .. passed, exam|exams|interview|test|kcse|kcpe|mtihani .. passed,
    passed on the|your|my|his|her|our|a|it|to|that|message|info|information, amekufa|alikufa|amefa ganzi|njaa|kiu|moyo|usingizi|baridi|hamu|kicheko|uchovu,
    dead tired|serious|asleep|sure|set|wrong|beat|broke, #kin wangu|yangu|wetu|yetu? died|passed|alifariki|aliaga|alikufa|amefariki .. last|past year,
    #kin wangu|yangu|wetu|yetu? died|passed|alifariki|aliaga|alikufa|amefariki .. mwaka|miaka|zamani, #kin died|passed .. years|long|yrs ago|time, last year|mwaka jana .. #kin .. died|passed|alifariki|aliaga
  `),
  /** That it is one's own that there is already, not what is proposed. */
  'own visit': phrases('my, mine, our, yangu, yetu, zangu, yake'),
} as const;
