import { phrases } from '../signs.ts';

/**
 * What may cost a life, and the words that say that it does: the two need only stand near one another, in any order. So a message
 * is understood that nobody has thought of. The grammar of a phrase: signs.ts.
 */
const topics: Readonly<Record<string, { what: readonly string[]; how: readonly string[] }>> = {
  breath: {
    what: phrases(
      'breath*, breth*, brethe, pumzi, ~pumu, ~hem, hewa, inhaler, ribs, kuvuta pumzi, oxygen, air',
    ),
    how: phrases(`
      cant|cannot|not|isnt|dont|doesnt, struggl*, hard, difficult*, trouble, barely, hardly, stop*, shallow, badly,
      fighting for, losing, gasp*, out of, shida, tabu, vigumu, siwezi, hawezi, hatuwezi, haezi, siezi, ~shindw, vibaya,
      inakata, imekata, imeisha, inaisha, haitoshi, ngumu, haraka haraka, kidogo tu, not helping|working, kwa nguvu, ~kos
    `),
  },
  blood: {
    what: phrases('blood, bld, bleed*, bled, damu, ~bleed, ~vuj, hemorrhag*, haemorrhag*'),
    how: phrases(`
      a? lot, lots, so|too much, heavy, heavily, badly, severe*, serious*, pouring, pour, gushing, nonstop, non stop, wont stop,
      not stopping, everywhere, all over, soak*, through|thru|thro, mob, kibao, nyingi, mingi, sana, vibaya,
      !kom, haiachi, haisimami, kila mahali, imejaa, mjamzito, mimba, ujauzito, pregnant, preg, head, kichwani, kichwa,
      masikio*, ears, after .. delivery|birth|kujifungua, ~jifungu, weak, dizzy, kizunguzungu, cup*, full of, doesnt|not|isnt stop*, towel, vomit*, ~tapik, stab*, panga, kisu
    `),
  },
  awake: {
    what: phrases(`
      wake, waking, awake, wakes, woke, awaken, amka, kuamka, kumwamsha, kumuamsha, ~amsh, conscious, consciousness, fahamu,
      respond, responding, responsive, response, react, reacting, open .. eyes, fungua macho, majibu
    `),
    how: phrases(`
      cant|cannot|not|isnt|wont|unable|doesnt|refusing|failing|never, lost|losing, hakuna|hana|bila, hawezi, hatuwezi,
      ~shindw, ~kata, hardly, barely, ~potez, no response
    `),
  },
  chest: {
    what: phrases('chest, chst, kifua, kifuani, moyo, heart'),
    how: phrases(`
      crush*, squeez*, clutch*, sitting on|in, stepping on, heavy weight, tight*, sweat*, jasho, ~kaz, ~kandamiz, left arm,
      mkono, jaw, spreading, stabbing pain, severe, terrible, unbearable, kali sana, kinamkaba, kinanikaba, ~kab, very bad,
      so|really bad, hawezi|siwezi, cant|cannot, collaps*, stopp*
    `),
  },
  stroke: {
    what: phrases(`
      face, mouth, mdomo, uso, speech, speaking, talking, words, upande, side, arm, leg, mkono, mguu, tongue, sura, kuongea, body
    `),
    how: phrases(`
      droop*, twist*, crooked, slur*, suddenly, sudden, ~pind, ~pooz, ~lege, ghafla, lopsided, paralys*, paralyz*, hanging, hangs, stopped talking, ganzi ..
      ghafla, gone numb, went|gone dead, bent one
    `),
  },
  dying: {
    what: phrases(`
      to live, living, life, lyf, alive, exist*, kuishi, maisha, uhai, duniani, this world, dunia hii, myself, nafsi yangu
    `),
    how: phrases(`
      no|any|see reason, no point, tired of, worth, end my|it, ending my|it, take my own, dont|not want to, give up on, given up
      on, done with, sababu ya, sina haja|sababu|hamu|tumaini, hakuna haja|maana|sababu, sitaki, sitamani, ~jitoa, kujitoa,
      kutoa, nimechoka .. kuishi|maisha, nikatishe, kukatisha, kumaliza, nimalize, harm, hurt, kill, hang, no more .. live
    `),
  },
  swallowed: {
    what: phrases(`
      swallow*, drank, drunk, drink, drinking, ate, eaten, eat, took, taken, ingest*, ~kunyw, ~nyw, ~mez, amekula, nimekula,
      kala, alikula, ~inyw, ~lamb, ~bugi, ~swallow, amekunywa, nimekunywa, kanywa, gave
    `),
    how: phrases(`
      poison*, pesticide*, insecticide*, herbicide*, chemical*, bleach, jik, kerosene, paraffin, petrol, diesel, thinner, acid, battery,
      batteries, betri, spray, ~nyunyizi, kunyunyizia, coin, coins, sarafu, magnet, magnets, needle, razor, glass pieces, nail, msumari, detergent, fertilizer, dip, sumu,
      dawa ya|za panya|mende|kuua|mifugo|ngombe|wadudu|mimea|usingizi, mafuta ya taa, rat|rats, too|so many, many
      pills|tablets|medicine, vidonge vingi|nyingi|kumi|ishirini, dawa nyingi|mingi|kibao|zote, whole|entire|full
      packet|strip|bottle|box, all .. pills|tablets|medicine, sleeping pills|tablets, harpic, dettol, foam*, mate mengi, sabuni, sanitizer
    `),
  },
  burnt: {
    what: phrases(
      'burnt, burned, burn, burns, scald*, ~ungu, ~chomek, ~chomw, ~ung, ~mwagik, ~mwagiw, spilled, spilt, poured',
    ),
    how: phrases(`
      skin, ngozi, badly, severe*, whole|half body, mwili, face, uso, hot, boiling, moto, maji .. moto, uji, chai, mafuta, acid,
      fire, stove, jiko, gas, gesi, petrol, stima, umeme, peeling, blister*, baby, mtoto, vibaya
    `),
  },
  bitten: {
    what: phrases(
      'snake, snakes, nyoka, cobra, viper, puff adder, black mamba, scorpion, nge, crocodile, mamba mto, python, hippo, kiboko',
    ),
    how: phrases(
      'bit, bite, bites, bitten, biten, stung, strike, struck, attacked, ~um, ~umw, ~gong, ~gongw, ~ng, ~bite, ~dung',
    ),
  },
  fits: {
    what: phrases(
      'fit, fits, shaking, jerking, twitching, convuls*, seizure*, ~tetemek, ~kakama, ~kakamaa, stiff, eyes, macho, degedege, kifafa',
    ),
    how: phrases(`
      uncontroll*, whole body, all over, body is, mwili mzima|wote, foam*, povu, rolled|rolling, rolled back, yamegeuka, juu ..
      hajibu, hakomi, cant stop, wont stop, not stopping, high fever, homa kali, unconscious, turned up|back, up|behind, anapata
    `),
  },
  fallen: {
    what: phrases('fell, fallen, falls, dropped, ~anguk, ~dondok, ~tumbuki, collaps*, ~collapse'),
    how: phrases(`
      suddenly, ghafla, not answering|talking|responding|moving|speaking|crying, isnt answering|talking|moving, just, on the floor, hajibu, haongei,
      hasemi, halii, hasogei, head, kichwa, from .. roof|balcony|tree|stairs|floor|building|storey|window, roof, balcony, ghorofa*, mti,
      paa, kisima*, river, well, pond, dam, pool, tank, mto, blood, damu, cannot get up, cant move|stand
    `),
  },
  struck: {
    what: phrases(
      'hit, knocked, run over, ran over, under a|the lorry|car|bus|truck|matatu|train, rider, crash*, accident, ajali, ~gongw, overturned, shot, stab*, ~chomw kisu, ~dungw, ~pigw, ~katw, attacked, thrown, chinjwa, alichomwa kisu',
    ),
    how: phrases(`
      blood, bleeding, damu, head, kichwa*, unconscious, badly, vibaya, hurt, injured, majeruhi, ~umi sana|vibaya, broken .. leg|arm,
      hawezi, cannot|cant move, panga, kisu, knife, bullet, gun, risasi, shot, stima, umeme, rungu, nduthi|boda|pikipiki|lorry|gari|matatu|car|bus|bike
      .. ana|is|na|now, sasa|now, lying, bent, isnt|not answering, serious*, dying, anakufa, hajibu, not moving, ~vunjik
    `),
  },
  throat: {
    what: phrases('throat, koo, kooni, shingoni, windpipe, choking, in .. mouth, ~kab, ~kabw'),
    how: phrases(`
      stuck, lodged, ~kwam, ~zib, closing, closed, coin, bone, mfupa, meat, nyama, chakula, food, toy, blue, cannot|cant
      talk|speak|breathe|swallow, hawezi .. ongea|kuongea|kumeza|kupumua, sarafu, pipi, sweet, karanga, no sound, cant|cannot cry
    `),
  },
  birth: {
    what: phrases(
      'labour, labor, contraction*, waters, my|her water, chupa, leba, kujifungua, baby .. head, kichwa cha mtoto, giving birth, delivering, ~jifungu, uchungu wa kuzaa',
    ),
    how: phrases(`
      broke|broken|burst, ~pasuk, ~vunjik, started, starting, began, umeanza, imeanza, kuanza, minutes, dakika, close together, strong,
      blood, bleeding, damu, coming, anatoka, now, sasa, too early, home, nyumbani, njiani, gari, months only, weeks
    `),
  },
  swollen: {
    what: phrases('tongue, ulimi, throat, koo, lips, midomo, face, uso, neck, whole body'),
    how: phrases(
      'swelling .. breath*|swallow|fast|suddenly|after eating, swollen .. breath*|swallow, ~vimb .. hewa|kupumua|kumeza|ghafla, bee stings|sting, nyuki',
    ),
  },
  limp: {
    what: phrases('baby, newborn, infant, child, son, daughter, mtoto, mwanangu, kichanga, mtoi, toto'),
    how: phrases(`
      limp, floppy, legev*, mlegevu, hanyonyi, halii, not feeding, purple, blue, bluu, lifeless, drowsy, lethargic, drown*, ~legea|~lege .. hawezi|kabisa|sana|nguvu, mwili .. baridi,
      body .. cold, very cold, not breathing, hashtuki, haamki, sunken, grey, gray
    `),
  },
  severed: {
    what: phrases('finger, fingers, hand, toe, toes, arm, leg, foot, kidole, vidole, mkono, mguu'),
    how: phrases(
      'took|cut|chopped|ripped|torn off, severed, amputat*, hanging, crushed by, ~kat .. kabisa|vidole, ~katik, bone .. out|showing, mfupa .. nje',
    ),
  },
  jump: {
    what: phrases('roof, bridge, balcony, building, gorofa, ghorofa, daraja, lake, river, mto'),
    how: phrases('jump, jumping, anaruka, niruke, kujirusha, ~jirush, ~rukie, afe'),
  },
  pregnant: {
    what: phrases('pregnant, pregnancy, preg, mjamzito, ujauzito, mimba, mja mzito'),
    how: phrases(`
      severe|bad|worst|terrible|strong|splitting headache, headache .. severe|bad|terrible, headache .. vision|eyes, blurred|blurry|blurring|double vision,
      vision .. blurred|blurry, cannot|cant see, seeing stars|spots, kichwa .. sana|vibaya|mno|macho, kuona .. ukungu|giza, macho .. giza|ukungu|hayaoni,
      pressure|bp .. very high, presha .. juu sana
    `),
  },
  neck: {
    what: phrases('stiff neck, neck .. stiff, shingo .. ngumu|haigeuki, shingo .. ~kaz|~kakama|~kakamaa'),
    how: phrases('fever, fevers, homa, joto kali, light hurts, vomiting, ~tapik, rash, drowsy, confused'),
  },
  grey: {
    what: phrases('lips, midomo, face, skin, nails, turning, turned, going, amegeuka, anageuka, rangi'),
    how: phrases('purple, grey, gray, blue, bluu, pale .. cold, samawati'),
  },
};

export const dangerTopics: readonly string[] = Object.keys(topics);

/** "danger.what breath", "danger.how breath" … */
export const dangerTopicSigns: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  Object.entries(topics).flatMap(([name, { what, how }]) => [
    [`danger.what ${name}`, what],
    [`danger.how ${name}`, how],
  ]),
);

/** Looks like one of these and is none. */
export const dangerTopicGuards: Readonly<Record<string, readonly string[]>> = {
  'danger.what awake.not': phrases('wake .. early|late, woke up, waking up .. night'),
  'danger.how throat.not': phrases('pua .. ~zib, nose .. blocked'),
  'danger.what burnt.not': phrases(
    'burn|burns|burning .. pee|peeing|urinate|urinating|urine|eat|brush|swallow',
  ),
  'danger.what struck.not': phrases('flu|vaccine|booster|covid|weeks|months|month shot, shot .. flu|vaccine'),
  'danger.what birth.not': phrases('~jifungu salama|vizuri, gave birth safely|well'),
  'danger.how swallowed.not': phrases('petrol station, battery .. phone|low, diesel station'),
};
