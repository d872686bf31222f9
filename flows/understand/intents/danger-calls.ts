import { phrases } from '../signs.ts';

const hitBy = 'gari|boda|bodaboda|pikipiki|nduthi|matatu|basi|lori|lorry|car|bus|tuktuk|trela';
const hurts =
  'imegonga|limegonga|imemgonga|limemgonga|imenigonga|limenigonga|imewagonga|imetugonga|imekanyaga|imemkanyaga';
const stillInside = 'haijatoka|haitoki|haikutoka|imekwama|imebaki|stuck|retained';
const unmoved = 'hasogei|hasongi|hachezi|haruki|hatikisiki|hajacheza|hajasogea|hasogi';
const beater =
  'husband|hubby|wife|man|boyfriend|girlfriend|father|dad|mother|stepfather|stepmother|uncle|brother|son|partner|neighbour|people|someone|he|hes|she|shes|they|theyre';
const beats = 'ananipiga|anatupiga|anampiga|anawapiga|wananipiga|wanampiga|wanatupiga';

/** Each says it alone, with nothing beside it. */
export const plainDanger: readonly string[] = [
  // an ambulance that is to come
  ...phrases(`
    send|need|needs|call|calling|get|bring|want|dispatch|require .. #ambulance, ~tum|~tumi|~let|~lete|~leti|~it|~iti|~hitaj|~hitaji|naomba|tunaomba|nataka|tunataka .. #ambulance,
    #ambulance .. please|pls|plz|haraka|now|quick|quickly|sasa|asap|urgently|urgent|tafadhali|ije|immediately, please|urgent|help #ambulance,
    #need|#want .. gari ya|la wagonjwa, ~tum|~tumi|~let|~lete|~leti .. gari ya|la wagonjwa
  `),
  // to die
  ...phrases(`
    i am|m dying, am|we are|were dying, ^ dying $, #kin is dying, nakufa, tunakufa, anakaribia|nakaribia|ninakaribia|amekaribia|wanakaribia|tunakaribia kufa|kukata,
    yuko|yupo|ako|niko|yu karibu kufa|afe|kukata|kufariki, about|going to die, close to death, near death
  `),
  // breath, fits, not awake
  ...phrases(`
    ~zirai, !pat hewa|pumzi|oxygen, hana hewa, cant|cannot|not get|getting .. air, anakabwa, ninakabwa, nakabwa, wanakabwa,
    amepata|nimepata|kapata|anapata|ninapata|ameanza|anaanza .. fits|seizure|seizures|convulsions|degedege
  `),
  // struck by a car
  ...phrases(`
    ${hitBy} .. ${hurts} .. #kin|mtu|watu|watoto|children|mwanafunzi|wanafunzi|me|him|her, ${hitBy} .. imemgonga|limemgonga|imenigonga|limenigonga|imewagonga|imetugonga|imemkanyaga,
    a ${hitBy} hit|knocked|ran my? #kin|me|him|her|us|someone|over|somebody
  `),
  // too many tablets
  ...phrases(`
    took|taken|swallowed|drank|drunk|ate|~kunyw|~nyw|~mez|amekula|nimekula|kala|alikula .. #pills #many_pills,
    took|taken|swallowed|drank|drunk|ate|~kunyw|~nyw|~mez|amekula|nimekula|kala|alikula .. #many_pills of? #pills
  `),
  // birth
  ...phrases(`
    #kin|wife|she is in labour|labor ward, am|im in labour|labor ward,
    placenta|afterbirth|kondo .. ${stillInside}, placenta|afterbirth .. hasnt|not|wont|still .. out|come|coming|delivered|inside,
    retained placenta, tumboni .. ${unmoved}, ${unmoved} .. tumboni, baby .. hasnt moved|kicked, no|reduced fetal|foetal? movement|movements|kicks,
    cant|cannot|dont|havent|not|stopped feel|felt|feeling .. baby .. move|moving|kick|kicking|movement|movements,
    simsikii|sijamsikia mtoto .. tumboni|akicheza,
    mtoto|baby wangu? hajacheza tangu jana|juzi|asubuhi|usiku|alfajiri|mchana|jioni|leo|saa, baby .. has not moved|kicked, baby not moved|kicked,
    contractions every|started|zimeanza|zinakuja|zimezidi, nina|ana|having a? miscarriage, kichwa cha mtoto kinatoka|kimetoka
  `),
  // an attack of asthma, a face that swells up
  ...phrases(`
    anaconvulse|ameconvulse|naconvulse,
    pumu imeshika|imenishika|imemshika|imezidi|imenibana|imembana, uso|ulimi|midomo umefura|umevimba|imefura|imevimba|unavimba .. dawa|sindano|nyuki
  `),
  // blows
  ...phrases(`
    ${beater} .. beating me|us|her|him|my|up, ${beats}, being beaten, beat|beats|beaten me|us|her up|badly, ${beater} beat|beats me|us, mume|bwana|mpenzi|boyfriend|baba|kaka|bibi wangu|yangu? amenipiga, amenipiga $, amenipiga sana|vibaya|ngumi|mateke|kibao, attacking me|us|my,
    trying|wants|threatening to kill me|us|her|my, anataka|wanataka kuniua|kutuua|kumuua, ananinyonga, anamnyonga, strangling me|her|him|us
  `),
];

/** Looks like one of these and is none. */
export const noPlainDanger: readonly string[] = phrases(`
  nacheka|tunacheka|nimecheka|kicheko|kucheka|lol|haha .. nakufa|tunakufa, nakufa|tunakufa .. kucheka|kicheko|kiu|boredom|mapenzi,
  jino|meno|tooth|toothache .. nakufa, nakufa .. jino|meno, dying .. tooth|toothache|hair|thirst, dying to|for,
  beat|beats me|us to it|that, beat|beats me|us to the slot|queue|line|clinic, beat|beats me|us at|in chess|pool|cards|draughts|fifa|football, baby .. moved to|house, moved her|his|the|any? bowel|bowels, baby #visit moved, baby #visit was|is|has|got been? moved, mtoto kinatoka|kimetoka vidonda|usaha|jasho|upele|vipele|mba|maji|majimaji|ukoko|nywele|ngozi,
  #pills #many_pills #amount_of, #many_pills #amount_of, ${beats}|amenipiga picha|simu|busu|sindano|chanjo|massage|xray|scan|jab|chenga|deki, sindano|chanjo|picha .. ${beats}|amenipiga,
  mnatuma|mnaleta #ambulance, if|when|kama|do|does i|we|you|u|clinic|the .. need|call|get|want|send .. #ambulance,
  #ambulance number|cover|price|cost|charges|service|services|driver|job, need|want to know .. #ambulance
`);

const aches = 'jino|meno|gego|kichwa|kidole|mgongo|kiuno|mguu|goti|koo|sikio|jicho|bega';

/**
 * Told in a word that is one of every day, too: what takes it back ("labour ward", "uchungu wa jino") takes back nothing else
 * that is said in the message.
 */
export const tellingSigns = {
  'danger.labour': phrases(`
    in labour|labor, niko|yuko|yupo|ako|nko|ameingia|nimeingia|ameanza kwa? labour|labor|leba, #kin|wife|she|bibi is|ni in? labour|labor,
    uchungu wa? uzazi umeanza|unaanza|umezidi|umekuja|unakuja|umeshika|umenishika|umemshika|unazidi|mkali|sana|sasa, ^ uchungu wa uzazi $, #kin wangu|yangu? uchungu wa uzazi,
    nina|ana|tuna|niko|nko|ako|yuko|yupo|nasikia|nahisi|anasikia|anahisi|napata|ninapata|anapata|nimepata|amepata|nimeanza|ameanza|ameshikwa|nimeshikwa
    na|kuhisi|kusikia|kupata? uchungu wa uzazi, unauma|inauma|kinauma|inaniuma|unaniuma na uchungu wa uzazi,
    uchungu umeanza|unaanza $, ^ uchungu umeanza|unaanza, nimeanza|ameanza uchungu $, mimba|ujauzito inatoka|inaharibika
  `),
  'danger.labour.not': phrases(`
    labour|labor|leba ward, labour|labor office|officer|ministry|day|party|court|laws|union|costs,
    uchungu umeanza|unaanza? wa|kwa|kwenye|ya|la ${aches}, uchungu umeanza|unaanza .. kwa|kwenye jino|meno|gego|koo|sikio|jicho,
    ${aches} lina|yana|kina|una|ina|limeanza|kimeanza|umeanza uchungu,
    mimba|ujauzito inatoka|inaharibika .. mwezi|miezi|wiki gani|ngapi, inatoka|inaharibika|unaanza lini, uchungu .. unaanza kwa? mwezi|wiki gani|ya|ngapi, kwanini|sababu ya|za? mimba|uchungu, kwa nini mimba|uchungu
  `),
  'danger.stroke': phrases(
    'stroke, seizure, seizures, has|had|having|got|suffered|getting a? stroke, had a? seizure',
  ),
  'danger.stroke.not': phrases(`
    stroke|seizure clinic|rehab|survivor|patient,
    need|needs|want|wants|refill|buy|takes my|his|her? stroke|seizure medicine, stroke|seizure medicine is? finished|over|refill|price
  `),
} as const;

export const callSigns: Readonly<Record<string, readonly string[]>> = {
  /** An emergency, and no more is said. */
  'danger.call': phrases(`
    this|it|its|that|is|thats an? emergency, medical|health|serious|real|big|huge|urgent|extreme emergency, have|got|having|in an? emergency,
    emergency at home|our|my .. help|haraka|now|quick, jamani|nisaidie*|tusaidie*|saidia dharura|emergency, emergency please|pls|plz|help|now|haraka|emergency|hapa|here|tafadhali, please|pls|help|urgent|tafadhali|haraka emergency|dharura,
    ni|nina|kuna|tuna|hii|hapa an? emergency|dharura, na emergency|dharura, dharura haraka|tafadhali|saidia|hapa|dharura|sasa|jamani|kubwa, dharura ya kiafya|afya|matibabu,
    ^ emergency|dharura $
  `),
  'danger.call.not': phrases(`
    emergency|dharura .. at|from|ya|la|kwa|huku work|office|school|kazi|kazini|ofisi|ofisini|shule|shuleni|familia|job, emergency|dharura kazini|ofisini|shuleni|kikazi,
    family|work|office|dental|car|school emergency, emergency|dharura came|imetokea|ilitokea|imenipata|imeingia,
    is it|this an? emergency if|when, emergency line|number|contact|contacts|service|services|room|hours|pill|pills|contraceptive|contraception|contraceptives|department|kit|fund|loan|leave|exit|unit|dental|dentist|cases|case|cover,
    mna|mko|muna|uko na? emergency|dharura, do|does|if you|u|clinic .. have an? emergency, namba|nambari|huduma|simu|laini ya|za dharura, kazi ya dharura, not|isnt|si|sio|siyo an? emergency|dharura
  `),
};

/** Words that stand in for one another here. */
export const callClasses: Readonly<Record<string, string>> = {
  ambulance: 'ambulance ambulances ambulace ambulence ambulansi ambulensi ambulanci',
  pills:
    'panadol panadols paracetamol piriton brufen ibuprofen aspirin diclofenac valium tablet tablets tabs pill pills tembe vidonge kidonge dawa capsules',
  many_pills:
    '8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 24 25 26 28 30 32 35 36 40 45 48 50 60 70 80 90 100 ten twelve fifteen twenty thirty forty fifty ' +
    'sixty hundred kumi ishirini thelathini arobaini hamsini sitini mia',
  amount_of:
    'minutes minute mins min hours hour hrs hr days day weeks week months years am pm mg ml dakika saa siku wiki miezi oclock asubuhi jioni times percent',
};
