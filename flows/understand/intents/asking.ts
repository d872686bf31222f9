import { phrases } from '../signs.ts';

/**
 * The parts of a question – that something is asked, of whom, about what – which need only stand in one message: read-questions.ts
 * puts them together where no phrase of questions.ts says it outright. The grammar of a phrase: signs.ts.
 */
export const askingSigns: Readonly<Record<string, readonly string[]>> = {
  asks: phrases(`
    what, whats, when, whens, which, how, where, wheres, who, whos, why, is, are, r, do, does, did, can, could, should, must, may, will,
    shall, je, gani, ngapi, lini, wapi, nini, ipi, zipi, vipi, aje, ama, au, kama, nani, akina, mna*, mko, mpo, mtakuwa*, muko, mnaweza, naweza, naeza,
    wondering, know, kujua, nauliza, naulizia, ask, uliza, tell me, niambie, niambieni, lazima, any, kuna, kwani, hupatikana, zipo, ipo, upo, yupo
  `),
  /** The clinic is meant, not the one who writes. */
  'of clinic': phrases(`
    you, u, your, ur, there, clinic, kliniki, hospital, hospitali, place, guys, people, yall, branch, tawi, it, mna*, mko, mpo, muko,
    mtakuwa*, mnge*, mta*, hapo, huko, kwenu, yenu, zenu, wenu, nyinyi, ninyi, available, offered, inapatikana, zinapatikana, hupatikana,
    zipo, ipo, kunapatikana, kuna, is there, are there, seeing patients
  `),
  'about opening': phrases(`
    open, opens, opened, opening, close, closes, closing, closed, wazi, ~fung, ~fungu, operate, operates, operating, operational, hours, masaa,
    shut, shuts, kazini, huhudumu, ~hudumu, working, 24hrs, 24hr, 24|masaa hours|hrs|24, mnaopen, mnaclose, mnawork, unawork, ~open, ~close,
    lunch break, start|starts|begin|stop|finish seeing|attending|receiving|serving|working, in the morning do you start, receive patients
  `),
  'about opening.not': phrases(
    'dr|doctor|daktari|nurse|dentist _? working, waited|waiting|wait .. hours|hrs, hours last|late|ago, open .. mouth|eyes|eye|wound|up, kuna|mna|any|an|got|next opening, nitaondoka|natoka|nikitoka|ninatoka|toka kazini, ~hudumu mtu, nifunge, kufunga|nifunge kula, closed .. eye, is not working, isnt working, working at|in|for, i|im working, how early .. come',
  ),
  'about presence': phrases(`
    you .. there|around|available|in|work|working|on, anyone|anybody|someone|people .. there|around|at, find you, mko, mpo, muko, mtakuwa*, mtakuepo,
    mnakuwa*, mnapokea, mnafanya, mnahudumia, mnawork, mtawork, latest .. come, clinic|kliniki working|inafanya, is .. clinic .. on
  `),
  'about presence.not': phrases('mko|mpo|uko|muko salama|sawa|poa|wazima|njema|fiti|aje|vipi'),
  'about days off': phrases(`
    sunday, sundays, saturday, saturdays, weekend, weekends, holiday, holidays, sato, wikendi, jumapili, jumamosi, sikukuu, krismasi, christmas, xmas, easter,
    pasaka, idd, eid, ramadhan, ramadhani, mashujaa, jamhuri, madaraka, boxing, new year, night, usiku, public, likizo, late, early morning, lunch, 6pm, 7pm,
    8pm, 5pm, saa kumi, saa moja, saa mbili, daily, everyday, kila siku, evenings, jioni, 24, latest
  `),
  'about treating': phrases(`
    treat, treats, treated, treating, treatment, treatments, services, service, huduma, ~tib, ~chunguz, test, tests, testing, vipimo, kipimo, scan, scans,
    skeni, xray, xrays, x ray|rays, ultrasound, mri, ecg, ultra sound, lab, labs, laboratory, maabara, pharmacy, chemist, duka la dawa, specialist, specialists, mtaalamu,
    wataalamu, gynae, gynaecologist, gynecologist, gyno, paediatrician, pediatrician, psychiatrist, psychologist, dermatologist, cardiologist, physio, physiotherapy,
    physiotherapist, orthopedic, surgeon, surgery, upasuaji, operation, circumcision, tohara, tahiri, kutahiri, family planning, uzazi wa mpango, implant, iud, coil,
    depo, contraceptives, hiv, arvs, prep, pep, hepatitis, cancer, pap smear, mammogram, dialysis, admission, admit, wodi, ward, maternity, deliver, deliveries, kuzalisha,
    ~zalish, home visit, home visits, kuja nyumbani, ambulance, vaccinate, for adults, braces, implants, whitening, root canal, dentures, contact lenses, sell, stock, offer, provide,
    handle, counselling, counseling, counsellor, ushauri, nutritionist, daktari wa, doctor for, skin doctor, ear doctor, wheelchair, medicine, dawa, mnado,
    ~treat, ~test, ~offer, ~handle, ~vaccinate, mnascan, diabetes, kisukari, asthma, ulcers, tb, kifua kikuu
  `),
  'about treating.not': phrases(
    'huduma yenu|yako|mbovu|mbaya, your service*, service is|was, your treatment, ya huduma, customer service',
  ),
  /** Somebody who wants it asks not whether there is such a thing. */
  'wants it': phrases(
    'i|we need|want|would|wanted|like, nataka, naomba, ningependa, nahitaji, natafuta, book*, nibook, niwekee, my, yangu, wangu, appointment, miadi, slot, nafasi',
  ),
  'about food': phrases(`
    eat, eating, drink, drinking, breakfast, food, water, fast, fasting, hungry, kula, nile, nikule, tule, ale, asile, nisile, kunywa, nikunywe, ninywe, chai, chakula,
    maji, tea, njaa, brush, shower, smoke
  `),
  'about carrying': phrases(`
    bring, carry, carrying, come with, come along with, beba, ~beb, kubeba, kuja na, nije na, nikuje na, tuje na, id, kitambulisho, passport, documents, document, docs,
    papers, karatasi, referral, booklet, clinic book|card, book ya clinic, kitabu, kadi, card, reports, results, matokeo, preparation, preparations, prepare, maandalizi,
    ~andaa, ~jiandaa, kujiandaa, requirements, required, mahitaji, someone with me, escort
  `),
  'about medicine': phrases('medicine, medicines, meds, tablets, dawa, insulin, drugs'),
  beforehand: phrases(`
    before, kabla, b4, prior, supposed, meant, expected, should, must, need to, do i need, have to, has to, required, necessary, needed, mandatory, lazima, nije, nikuje, nikikuja, nikija, tuje, aje, coming,
    allowed, ninahitaji, nahitajika, inahitajika, zinahitajika, natakiwa, nastahili, nafaa, inafaa, for the? visit|appointment|test|checkup, kwa appointment|miadi|kipimo,
    test, kuja
  `),
  /** Tells of what is wrong, and does not ask about such things in general. */
  suffers: phrases(`
    nina, niko na, nko na, ako na, ana, tuko na, i have|had|got|am|feel|cant|keep, ive, im, my|our|her|his .. is|are|has|have|hurts|hurt|can|cant|keeps|aches, #kin .. is|has|ana|ako|can|cant|keeps, ame*, ime*, lime*, yame*, zime*, ume*, kime*, ~umi, ~um, ~sumbu, ina*, yana*, lina*, una*,
    still, bado, since, tangu, for .. days|weeks|months|day|week|month, getting worse
  `),
  'suffers.not': phrases(
    'do|can you .. my, ume*, una*, mna*, ~um je, anatibu, ana kazi, anapatikana, ana nafasi, ana slot, inapatikana, zinapatikana, inakuwa, ina daktari',
  ),
  'when is it': phrases(`
    when, whens, what time|day|date, which day|date|time|doctor|dr|branch|clinic, what day, lini, saa ngapi|gani, siku gani|ipi, tarehe gani|ngapi, daktari gani|yupi, nani, who,
    wapi, where, what .. i book, what did i, forgot, forgotten, ~sahau, sikumbuki, remember, remind, ~kumbush, lost .. message|sms|card, still, on which, which one, date gani, time gani
  `),
  'my visit': phrases(`
    my|our|her|his|#kin .. #visit, #visit .. yangu|yetu|yake|zangu|langu|ya, i|we am|are|was|were .. booked|coming|seeing|meeting|supposed|meant|scheduled, am|are|was|were i|we ..
    booked|coming|seeing|meeting|supposed|meant|scheduled, did|do|have|had i|we .. book|booked|have|make|schedule, i booked, nilibook, nilipewa, niliwekewa, niliandikiwa, nilipangiwa, nimewekwa,
    nimewekewa, nimepangiwa, nimebook, natakiwa, ninatakiwa, natarajiwa, napaswa, nilitakiwa, nilipanga, nakuja|anakuja|tunakuja saa|lini|siku|tarehe, nitamuona|nitaona|nitamwona|naona daktari|nani|dr,
    mlinipa, mlinipea, mliniambia, mlinipangia, mliniwekea, mmeniwekea, nimeandikwa, siku|saa|tarehe|date|time yangu, my date|slot|time|day|turn, we agreed, tuliongea, tulikubaliana
  `),
  /** "When can I come" asks for a visit, and so it is no question after one's own. */
  'may come': phrases(
    '#can i|we|she|he, naweza, naeza, ninaweza, tunaweza, nataka, naomba .. nafasi|miadi|slot, can #visit, book my, want, cancel, ~fut, instead, badala, move, sitaweza, siwezi',
  ),
};
