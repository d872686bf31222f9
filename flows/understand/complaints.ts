import { phrases } from './signs.ts';

/**
 * Kinds of service, known by their words in a clinic's own names, keywords and specialities, and by what patients write who need
 * them. `told`: speaks of the kind itself · `felt`: a complaint of it · `not`: looks like it and is not. Phrases as in signs.ts.
 * A clinic that has no service of a kind gets none for it.
 */
export type ServiceKind = {
  name: string;
  told: readonly string[];
  felt: readonly string[];
  not?: readonly string[];
};

const hurts =
  'ache|aches|aching|pain|pains|paining|painful|hurt|hurts|hurting|sore|swollen|swelling|broke|broken|chipped|cracked|loose|shaking|bleed|bleeding|hole|cavity|cavities|rotten|infected|killing|itchy|red|problem|decay|fell|fallen|out|sensitive';
/** What a part of the body does that is not well: verbs in any form, Sheng's too, and what it has. */
const inauma =
  '~um|~umi|~umiz|~umw|~sumbu|~vimb|~vunjik|~vunj|~oz|~wash|~tobok|~pig|~choch|~chom|~dund|~teseka|~tes|~gong|~kaz|~zib|~gand|~nuk|~geuk|~pasuk|~teguk|~kun|~chubuk|~kakama|~kill|~block|~hurt|~pain|~swell|~itch|~bleed|~ach|~crack|~lege|' +
  'umekataa|unakataa|limekataa|imekataa|yamekataa|vinakataa|uma|mbovu|bovu|mbaya|vibaya|noma|ganzi|usaha|uchungu|maumivu|kuvimba|manjano|linatoa|yanatoa|zinatoka|inatoa|unatoa|kinatoa|haina|hauna|halina|hayana|haifanyi|haufanyi';

export const serviceKinds: readonly ServiceKind[] = [
  {
    name: 'dental',
    told: phrases(`
      magego, meno ya? bandia, kung|ngoa jino|gego, orthodontist, dentures, veneers, wisdom teeth,
      dental, dentist, dentists, dentis, denist, dentistry, orthodontist, orthodontics, teeth, tooth, teeths, braces,
      brace, gum, gums, molar, molars, wisdom tooth, root canal, tooth extraction, denture, dentures, filling, fillings,
      cavity, meno, jino, fizi, ufizi, gego, jinno, magego, daktari wa meno, kijazio, waya za meno, toothfairy,
      scaling, kungoa, kungolewa, mswaki, stitches .. tooth
    `),
    felt: phrases(`
      chew on|with, mouth .. ${hurts}, pengo, harufu .. mdomoni|kinywani, mdomo|kinywa .. unanuka|kinanuka|harufu, nikitafuna, ninapotafuna, when i chew|bite|brush|floss, taya .. ~um|~vimb, ~toboka .. jino, ~tok damu .. nikisugua|nikipiga|mswaki, tartar, plaque,
      milk|baby tooth|teeth, ~legea|~legalega .. jino|meno, jino|meno .. ~legea|~legalega|~chip|~fall|~tok,
      tooth|teeth|jino|meno .. inanisumbua|linanisumbua|yananisumbua|~sumbu|inauma|zinauma, nimengoka jino, ngoka jino, gum|gums|fizi|ufizi|meno|tooth|teeth|jino .. ~swell|~hurt|~bleed|~pain|manjano|yellow|hurts, damu|blood|bleed|bleeds|bleeding .. gum|gums|fizi|ufizi|meno|jino|tooth|teeth, a|my|have cavity|cavities, hole in my, toothache, tootache, toothach, tooth ache, tooth|teeth|gum|gums|molar|jaw .. ${hurts}, ${hurts} ..
      tooth|teeth|gum|gums|molar|jaw, lost .. filling, filling .. fell|out|lost, my tooth|teeth|gums|braces, this tooth,
      braces .. wire|broke, abscess, bad breath, mouth .. smells|sores|ulcers, sensitive teeth,
      jino|meno|fizi|ufizi|gego|tooth|teeth|gum|gums|molar .. ${inauma}, jino, fizi, ufizi, mdomo unanuka, kinywa, shavu .. jino, meno ..
      yamepandana|yameoza|yana|yananiuma, ${inauma} .. jino|meno|fizi, uchungu wa jino, nikisugua meno, kutoboka,
      kijazio, teeth .. yellow|stained|crooked|straight
    `),
    not: ['teething'],
  },
  {
    name: 'eye',
    told: phrases(`
      daktari wa kuona, vision test, eye drops, lensi, optical shop, eyeglasses, eyeglass,
      eye, eyes, optical, optician, opticians, optometrist, ophthalmologist, ophthalmology, vision, glasses, spectacles,
      specs, lenses, lens, contact lenses, sight, eyesight, macho, jicho, miwani, lenzi, daktari wa macho, cataract,
      glaucoma, mtoto wa jicho, machoni
    `),
    felt: phrases(`
      machozi .. ~tok|~toka|macho|jicho, matongo|tongotongo, kengeza, kipofu|upofu, naona|anaona giza|mawingu|ukungu|mbili|marue*|vibaya, herufi ndogo, ubaoni|ubao, mwanga .. ~um|~umiz|macho, kuona .. shida|vibaya|shuleni, shida .. kuona|kusoma|macho, cant|cannot .. read|see .. board|blackboard|signs|small,
      squints, eyesight, night vision, strain .. eyes|eye, macho makavu, dry|teary|gritty|puffy eyes, halos, reading .. hard|difficult|glasses,
      eye|eyes|sight|eyesight .. ${hurts}|watering|blurry|blurred|tested|test, ${hurts}|watering|teary|blurry ..
      eye|eyes, contact|my lenses .. bother*|hurt|irritat*, my|his|her eye|eyes|sight|eyesight|glasses, blurry|blurred|double vision|sight, blurry, blurred,
      need|new|broken glasses, lenses|glasses|miwani .. need|needs|replac*|chang*|scratched|~badil|~badilish, floaters, machoni, glasses .. broke|broken|lost|weak, glasses, cant|cannot|not|hardly see|read ..
      well|far|near|small|letters|clearly|at|board|properly, cannot see well, see .. nothing far, stye, squinting,
      cataract, macho .. yana|yananiuma|yanawasha|yameanza|hayaoni|mekundu|yake|yangu|anal*, macho|jicho|eye|eyes ..
      ${inauma}|jekundu|mekundu, !on vizuri|mbali|karibu, sioni .. vizuri|mbali|karibu, haoni|hauoni|hayaoni|hawaoni,
      ~on ukungu|giza|mbili|vibaya, ukungu, jicho, macho, miwani, kuona mbali|karibu
    `),
    not: phrases(`
      keep an eye, sioni ujumbe|building|jengo|clinic|sms|message, see you, in my eyes, macho kwa macho, eye on, cannot
      see the? message|sms|clinic|menu|option*
    `),
  },
  {
    name: 'antenatal',
    told: phrases(`
      mama mtarajiwa, kliniki ya akina? mama|wajawazito, mother clinic, pregnancy test|clinic|checkup|check|visit|scan, mamas clinic, kupima mimba,
      antenatal, ante natal, anc, prenatal, maternity, obstetric, obstetrician, pregnant, pregnancy, pregnat, preg,
      expecting, expectant, wajawazito, mjamzito, mja mzito, ujauzito, mimba, kliniki ya mimba, mamba ya, wazito, uzazi,
      mamama wajawazito
    `),
    felt: phrases(`
      am|im|i|were|shes expecting, natarajia|nategemea|tunatarajia|anatarajia mtoto|kujifungua|kuzaa, ball yangu|ya, nimebeba ball|mimba, niko na ball, ana ball, edd, due .. deliver|december|november|january|february|march, carrying a? baby|child|twins|my, trimester, mtoto .. tumboni, kicking in|inside, baby .. kicking|moving .. tummy|belly|womb, months|month along|gone|pregnant|preg, mimba changa, mwezi wa|miezi ya mimba|ujauzito, two lines, tested positive .. pregnan*,
      pregnant, pregnancy, preggo, expecting .. baby|twins|my|first|child|a|in, expecting, expectant, missed ..
      period|periods, without .. period|periods, no periods, late period|periods, test is|was|came positive, weeks|wks pregnant|along, im|am _ weeks|wks,
      first|second|third trimester, due date, baby kicking|kicks, morning sickness, mimba, ujauzito, mjamzito,
      wajawazito, ~kos hedhi, nimekosa hedhi|period|periods, kubeba mimba, ni mja mzito, nina mimba, ball .. miezi, nina
      ball, tumbo la miezi, nimepata mimba, hedhi .. mbili|haijakuja|imechelewa
    `),
    not: phrases(`
      ball game, expecting .. call|message|reply|you, not pregnant, not expecting, si mjamzito, avoid|prevent ..
      pregnancy, pregnancy .. prevent, kuzuia mimba
    `),
  },
  {
    name: 'vaccination',
    told: phrases(`
      sindano za mtoto|watoto, baby|child|children|well clinic|welfare, kliniki ya watoto|mtoto, matone ya polio, kadi ya chanjo, baby shots|jabs, cwc,
      vaccination, vaccinations, vaccine, vaccines, vaccin, vacine, vaccinate, vaccinated, immunization, immunisation,
      immunizations, immunised, immunized, immunize, jab, jabs, bcg, polio, measles, penta, rotavirus, pentavalent,
      pneumococcal, dpt, booster, chanjo, chanjwa, ~chanj, kuchanja, kuchanjwa, surua, pepopunda, hajachanjwa, hajadungwa, hajachomwa, hajachanja, hawajachanjwa, sindano ya
      polio|surua|mtoto|miezi|wiki, mnachanja, vaxine
    `),
    felt: phrases(`
      kudungwa|adungwe|nidunge|mdunge .. sindano|chanjo, kuchomwa|achomwe sindano, weigh|~pim|kupima uzito .. mtoto|baby|kid, weighed .. baby,
      mtoto|mwanangu|baby|son|daughter|child|kid|binti|kijana .. turned|~timiz|~fikish .. weeks|months|wiki|miezi|mwaka, hajapata|bado|due|anahitaji|anatakiwa|anafaa|needs|need|missing .. chanjo|sindano|booster|jab|jabs|vaccine|vaccines|measles|polio|bcg|surua, chanjo|sindano|booster|jab|jabs|vaccine|vaccines|measles|polio|bcg|surua .. hajapata|bado|due|anahitaji|hajapewa|hajachomwa, wakati|muda|siku wa|ya chanjo, !chanj, skip|skipped|missed|~skip|~miss|~kos .. chanjo|jab|vaccine|vaccines|shot, behind on .. vaccines|jabs|shots, weeks|months|month|wk|week jab|needle|shot|vaccine|vaccines|injection|immunization, ~dung, sindano .. miezi|wiki|polio,
      due for .. jab|vaccine|shot|immunization, shots
    `),
    not: ['covid vaccine side', 'rabies', 'naogopa sindano'],
  },
  {
    name: 'general',
    told: phrases(`
      uchunguzi wa kawaida|afya|mwili, ukaguzi wa mwili|afya, kupima afya, cheki|kucheki mwili|afya, full body check|checkup, medical exam|examination|form|report, physical, health check, daktari wa familia, kawaida checkup|check,
      general, consultation, consultations, consult, checkup, check up, checkups, check ups, medical check, general
      practitioner, gp, daktari wa kawaida, daktari kawaida, kukaguliwa .. afya, afya .. ujumla, physical exam, family
      doctor, outpatient, malaria test, routine check
    `),
    felt: phrases(`
      minyoo, amiba, taifodi, typhod, kiungulia, vidonda vya tumbo, gesi tumboni, ~vimbiwa, choo .. kigumu|damu|sipati, kukosa|sipati|hapati choo, ~endesh|~endesha tumbo|sana, kuendesha, tumbo .. kuendesha|linaendesha, jasho .. usiku, kutokwa na jasho, baridi .. nasikia|mwili|kali, nasikia|naskia|nahisi baridi, koromeo, kisukari, shinikizo la damu, nimonia, vichomi, mkamba,
      nguvu .. mwilini|imeisha|zimeisha, sina|hana nguvu, hajisikii|hajiskii|hajihisi vizuri|poa, joint|muscle|muscles pain|pains|ache|aches|aching, food poisoning, hangover, indigestion, bloated, bloating, fatigued, exhausted .. always, no energy, night sweats, sweating .. night, palpitations, heart racing, chesty, phlegm, mucus, hoarse, lost my voice, voice .. gone|lost, hiccups, swollen|swelling glands|tonsils, thyroid, goitre, goiter, anaemia, anemia, arthritis, gout, worms, jaundice, chickenpox, mumps, measles, tetekuwanga,
      ana joto|moto|homa, my|our #kin is|are not|isnt|arent well|okay|ok|fine|good|feeling, tatizo|shida la|ya kiafya|afya, amekataa|hataki|anakataa|hali kula|kunyonya|chakula, refuses|refusing|wont|not eat|eating|feed|feeding, nina|niko|nahisi|nasikia|ana na? uchovu, uchovu usio*|wa, ~pungu uzito, lost|losing weight, usingizi .. umenipotea|umepotea|sipati|hauji, wasiwasi .. presha|sukari|afya, still .. sick|ill|unwell|coughing|paining, bado naumwa|anaumwa|mgonjwa, dawa .. hazijasaidia|haijasaidia|haisaidii|hazisaidii|imeisha|hazifanyi, medicine .. not|isnt|didnt|finished working|helping|help|work|helped|and, mtoto analia|alilia .. tumbo|usiku|sana, analia .. usiku mzima, feverish, afya yangu|yake, kupimwa|kupima|kukaguliwa|nikaguliwe afya, diabetic, hypertensive, nose .. running|runs, sneeze, sneezing, cheki|check .. pressure|bp|sugar, ~pim|~chek .. presha|pressure|sukari|bp, fever, fevers, feaver, cough, coughs, coughing, coughin, flu, headache, headaches, hedache, head ache, migraine,
      migraines, head .. paining|hurts|hurting|aching|pain|pounding, malaria, typhoid, stomach, stomachache, tummy,
      abdomen, abdominal, belly, diarrhoea, diarrhea, diarrhoa, diarhea, running stomach, vomiting, vomit, nausea,
      nauseous, throwing up, dizzy, dizziness, sore throat, throat, tonsils, tonsilitis, tonsillitis, cold and, common
      cold, a cold, runny nose, blocked nose, sneezing, nosebleed, body aches|ache|pains|pain, body ..
      aching|inauma|paining, joint pains|pain, joint|joints .. pain|pains|hurt|ache, back .. hurts|pain|ache|aching,
      backache, chest .. congested|infection, chest infection, unwell, not feeling|been feeling well|good|okay, feeling
      sick|weak|unwell|tired|bad|terrible, am|im|feel|feels|falling|fell|hes|shes|so|been sick|unwell|ill, #kin
      is|are|has|been sick|unwell|ill, no appetite, losing weight, chills, shivering, sweating at night, bp, blood
      pressure, very sick|ill, been sick|ill, pressure, diabetes, sugar level|levels, high temperature, temperature,
      uti, infection, allergy, allergies, wheezing, pneumonia, ulcers, amoeba, weak body, fatigue, homa, ~koho,
      kikohozi, kukohoa, mafua, kichwa .. kinauma|kinaniuma|kinamuuma|inauma|~um|~gong, ~um
      kichwa|tumbo|mwili|koo|mgongo, anaumwa|naumwa|kuumwa|ninaumwa|tunaumwa|amaumwa, maumivu ya
      tumbo|kichwa|mgongo|mwili|koo|viungo, tumbo, kuharisha, ~harish, kuhara, ~har, anahara, naharisha, kutapika,
      ~tapik, kichefuchefu, kizunguzungu, koo, makohozi, mwili .. unauma|inauma|unaniuma|dhaifu|hauna, joto ..
      mwilini|jingi|kali, joto mwilini, baridi mwili, ni|niko|yuko|ako|mtoto|mama mgonjwa, mgonjwa sana,
      hajiskii|hajisikii|sijiskii|sijisikii vizuri|poa|fiti, sijiskii|sijisikii, anajiskia|najiskia|najisikia
      vibaya|mgonjwa, naskia|nasikia|nahisi vibaya|homa|mgonjwa|kizunguzungu|baridi, presha, sukari, viungo, mgongo ..
      unauma|unaniuma|~um, kifua .. makohozi|kimebana|kinabana|kinakohoa, pumu, uchovu .. mwili, kukosa hamu, hamu ya
      kula, dalili za malaria, sinus, sinuses, body weak, weakness, period pains, cramps, heartburn, acidity, gas,
      constipation, kuvimbiwa, asthma, swollen glands
    `),
    not: phrases(`
      wenye|mwenye kisukari|presha|pumu|homa, tohara, so ill come|be|go|reach|arrive|pay|call, mnapima|mnacheki .. presha|sukari|bp, presha|sukari|bp .. mnapima|mnacheki, empty stomach, bp tabs|tablets|medicine|meds, huwa mnapima, mnapima, past my time, feeling strong, presha haha, stomach for, the? cold water, maji baridi, sick
      leave|of|sheet|off, cold drinks, in general, general manager|hospital|public, generally, under pressure, na
      presha, mimi si mgonjwa, si mgonjwa, mgonjwa wenu, kuwa mgonjwa, ya mgonjwa, dark glasses, rash decision, tumboni
      .. mtoto, sukari ya, blood sugar, gas station, moto wa gesi, sick and tired, pepper, not feeling strong
    `),
  },
  {
    name: 'skin',
    told: ['skin', 'dermatology', 'dermatologist', 'ngozi'],
    felt: phrases(`
      skin .. rash|itchy|problem|itches|itching, rash, rashes, acne, pimples, eczema, ringworm, ngozi .. ~wash|vipele, vipele, chunusi, upele
    `),
  },
  {
    name: 'bones',
    told: ['bones', 'bone', 'orthopaedic', 'orthopedic', 'fracture', 'mifupa', 'mfupa'],
    felt: ['broken arm|leg|bone|ankle|wrist', 'fractured', 'sprained', 'mkono|mguu .. ~vunjik'],
  },
  {
    name: 'lab',
    told: ['laboratory', 'lab', 'blood test', 'maabara', 'vipimo vya damu', 'kupima damu'],
    felt: [],
  },
  {
    name: 'imaging',
    told: ['scan', 'scans', 'ultrasound', 'xray', 'x ray', 'x rays', 'mri', 'skeni', 'radiology', 'eksirei'],
    felt: [],
  },
  { name: 'physio', told: ['physio', 'physiotherapy', 'physiotherapist', 'fiziotherapia'], felt: [] },
  {
    name: 'counselling',
    told: phrases(`
      counselling, counseling, counsellor, therapy, therapist, psychologist, ushauri nasaha, mental health
    `),
    felt: ['depressed', 'depression', 'anxiety', 'panic attacks', 'msongo wa mawazo'],
  },
  {
    name: 'family planning',
    told: phrases(`
      family planning, contraception, contraceptive, implant, iud, coil, uzazi wa mpango, depo
    `),
    felt: [],
  },
  {
    name: 'gynaecology',
    told: ['gynaecology', 'gynecology', 'gynaecologist', 'gynae', 'magonjwa ya wanawake'],
    felt: ['vaginal', 'pap smear'],
  },
  {
    name: 'ear, nose and throat',
    told: ['ent', 'ear', 'ears', 'masikio', 'sikio', 'hearing'],
    felt: ['ear .. pain|ache|hurts', 'earache', 'sikio .. ~um'],
  },
  {
    name: 'body',
    told: [],
    felt: phrases(`
      it hurts|pains|burns|stings|aches when|if|here, inauma|inaniuma|inachoma niki*, hasikii|sisikii|hasikilizi vizuri|sawasawa, ~teguk|~vunjik|~umi .. mguu|mkono|kidole|goti|kifundo|bega, ears|ear .. ringing|clicking|hearing, knee|knees|shoulder|jaw|back|neck .. locks|clicking|locking|gives, siko|sipo|hayuko|hayupo|hali sawa|vizuri kiafya, siwezi|hawezi|nashindwa|anashindwa kuinama|kutembea|kusimama|kukaa|kunyoosha|kugeuka|kuinua|kukunja|kukojoa, pain|pains|burning|uchungu|maumivu .. urine|urinating|peeing|kukojoa|mkojo, back|leg|legs|knee|knees|arm|hand|hands|foot|feet|ankle|wrist|shoulder|neck|hip|ear|ears|nose|finger|toe|breast|body|waist|elbow|bone|heel|nail|scalp|skin|hair|heart|kidney|lump
      .. hurt|hurts|hurting|pain|pains|paining|painful|aching|ache|aches|swollen|swelling|swells|itchy|itching|blocked|infected|stiff|numb|sore|rash|burning|broken|bleeding|discharge|tingling|growing,
      pain|pains|hurts|swelling|itching|lump|rash|numbness .. back|leg|legs|knee|knees|arm|hand|foot|feet|ankle|wrist|shoulder|neck|hip|ear|ears|nose|finger|toe|breast|waist|side|body,
      wound, wounds, boil, boils, sores, blisters, lump, infected, have|has|got|with a? rash|swelling|discharge|itch, not .. sleeping, cant|cannot sleep, insomnia, sleepless, not healing, losing hair,
      mguu|miguu|goti|magoti|mkono|mikono|bega|mabega|shingo|kiuno|sikio|masikio|pua|kidole|vidole|titi|matiti|mwili|kiwiko|mgongo|nyonga|mbavu|kisigino|figo|moyo|kifundo|paja|kucha|nywele|ulimi|mdomo|taya|leg|legs|knee|knees|arm|hand|foot|ankle|shoulder|neck|ear|ears|nose|back|waist|hip|finger|toe|elbow|wrist|body .. ${inauma},
      mguu|miguu|goti|magoti|mkono|mikono|bega|mabega|shingo|kiuno|sikio|masikio|pua|kidole|vidole|titi|mwili|kiwiko|mgongo|nyonga|mbavu|kisigino|ngozi|figo|moyo
      .. ~um|~vimb|~wash|~sumbu|~tes|~umiz|~zib|~choch|~kaz|imeziba|imevimba|umevimba|limevimba|limeziba|unauma|inauma|linauma|vinauma|yanauma,
      nina|ana|niko|ako|nko|kuna na? vidonda|kidonda|jipu|majipu|uvimbe|vipele|upele|muwasho|kidonda|donda|maumivu, kidonda, vidonda, vipele, muwasho, jipu, maumivu, silali, halali usiku, sipati usingizi,
      inanisumbua|unanisumbua|linanisumbua|yananisumbua|zinanisumbua|kinanisumbua, inaniuma|unaniuma|linaniuma|zinaniuma|vinaniuma|yananiuma, ~umi .. mguu|mkono|goti|kidole, nimeumia, ameumia, nimengoka, feel|feeling|felt pain|pains|sick|weak|dizzy|tired,
      naskia|nasikia|nahisi uchungu|maumivu|kuumwa, niko|nko|ako na .. shida|tatizo|problem .. ya|na|of|with mguu|mkono|mgongo|sikio|masikio|moyo|kupumua|ngozi
    `),
    not: phrases(
      'ujumbe|sms|simu|meseji|messages|message .. ~sumbu, sina maumivu, no pain, not in pain, ujumbe .. unanisumbua, mnanisumbua, simu .. inanisumbua, app .. inanisumbua',
    ),
  },
  {
    name: 'specialist',
    told: phrases(`
      cardiologist, heart doctor|specialist, urologist, neurologist, oncologist, surgeon, surgery, psychiatrist, endocrinologist, nephrologist,
      rheumatologist, gastroenterologist, chiropractor, dialysis, circumcision, circumcise, tohara, mammogram, endoscopy, ecg, upasuaji, daktari wa
      moyo|akili|figo|mishipa|saratani|wanawake|wanaume, cancer doctor|specialist, fertility, ivf, dialisisi
    `),
    felt: [],
  },
  { name: 'nutrition', told: ['nutrition', 'nutritionist', 'dietician', 'lishe'], felt: [] },
];
