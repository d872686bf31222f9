import { phrases } from '../signs.ts';
import { noPlainDanger, plainDanger } from './danger-calls.ts';

/** Life or limb at risk now, and what looks like it and is not. The grammar of a phrase: signs.ts. */
export const dangerSigns: Readonly<Record<string, readonly string[]>> = {
  danger: [
    ...plainDanger,
    ...phrases(`
      ~bleed, ~faint, ~collaps, ~collapse, choke, chokes, ~choke, ~vomit blood|damu, ~meza pills|tablets,
      siwezi|hawezi|hatuwezi|ameshindwa|nashindwa|anashindwa .. breathe|breath|pumua|kupumua|hema|kuhema, hana pumzi,
      siwezi breathe, anakoroma .. haamki, haamuki, hawezi amka|kuamka, damu imemwagika|inamwagika, blood inatoka,
      anatoka blood, uchungu .. mkali .. kifua, kifua .. kinanichoma|kinamchoma|kinanitesa, kifua|chest .. mkono,
      kumaliza maisha, nimalize maisha, sina haja ya kuishi, kuishi .. hakuna maana, amegeuka .. bluu|rangi, went limp,
      is limp, numb .. suddenly|one side, suddenly numb, one side .. numb|weak|paralysed|paralyzed, throwing up blood,
      jaw .. chest, isnt|not breathing, no breathing, breathing .. stopped|fast|badly|shallow, blood .. stool|urine ..
      lot, labour .. started, gave birth, ana labour pains, kumeza .. sumu|vidonge|dawa za, ame overdose|overdosi,
      ~overdos, acid imemwagika, amekatwa|amejikata .. sana|vidole|mkono|panga, maji .. mapafu, choked on, stuck in ..
      throat, imekwama .. koo*, poisoning, has been poisoned, kutoboka .. tumbo, gun, risasi, stab, thinking ..
      suicide|killing|ending, dont want to be alive, rather die|be dead, badly|seriously|severely
      hurt|injured|burnt|burned|wounded, anajifungua, ana|anapata|ameshikwa|shikwa na fits|degedege|kifafa, hali mbaya
      sana, yuko hali mbaya, critical, tumefika kikomo, hurt badly, serious accident, amejeruhiwa|ameumia vibaya|sana,
      amevunjika, not breathing
    `),
    // breath
    ...phrases(`
      cant|cannot|not|isnt|hardly|barely|stopped|struggling|difficulty|trouble|unable|stops .. breathe|breathing|breath,
      gasping, choking, choked, suffocating, turning|turned|gone|going|lips|are blue, lips .. blue, get air, asthma
      attack|attacks, had a? fit|fits, short of breath, shortness of breath, no breath, breathless, no pulse, !pum, !pumu, dont|doesnt|not want
      to live, dont want to .. live|be here|exist, ~shindw|~shind .. kupumua|pumzi|kuvuta, hewa haitoshi,
      siwezi|hawezi|hatuwezi .. kupumua|pumua, pumzi .. inakata|imekata|imeisha, midomo .. bluu|buluu, ~kabw|~kab ..
      koo*|nyama|mfupa|chakula, amekabwa, pumu .. vibaya|imenishika|imemshika, kupumua .. shida|vibaya|tabu, apumui,
      kukosa pumzi|hewa
    `),
    // blood
    ...phrases(`
      bleeding .. heavily|heavy|too|badly|lot|much|nonstop|profusely|stop|from, heavy|severe|heavily bleeding,
      is|am|are|still bleeding, blood .. wont|not|everywhere|lot|gushing|pouring|spurting, lot|lots of blood, too much
      blood, losing .. blood, vomiting|vomit|coughing|vomited|throwing blood, pregnant .. bleeding, damu ..
      nyingi|mingi|sana|kama|haiachi|haikomi|inaruka|inatiririka|imekataa|haisimami|inabubujika, ~tapik|~kohoa damu,
      ~vuj damu, ~tok|~tokw na? damu .. sana|nyingi|kichwani|mingi, anatoka|anatokwa|ninatoka|inatoka|inamtoka|inanitoka
      .. damu, damu inatoka|inamtoka|inanitoka|inavuja, damu nyingi, anavuja, haemorrhage, hemorrhage
    `),
    // not awake
    ...phrases(`
      unconscious, unconcious, unresponsive, not responding, collapsed, collapse, passed out, faint, fainted, fainting,
      blacked out, wont|not|cant|isnt wake|waking|woken .. up?, not moving, isnt moving|waking|responding, lifeless,
      ~zimi, amezimia, nimezimia, azimia, kuzimia, !jitambui, hajitambui, hajielewi, poteza|amepoteza|kapoteza fahamu,
      haamki, !amk, hajibu, hafungui macho, haongei, hatikisiki, hasikii, hajasonga, yuko hoi, hana fahamu
    `),
    // heart, brain
    ...phrases(`
      chest .. pain|pains|tight|tightness|crushing|pressure, pain .. in|on .. chest, chest pain, chest .. inauma sana,
      heart attack, crushing, left arm, face .. dropped|drooping|droopy|twisted|one side, one side ..
      body|weak|numb, speech .. slurred, slurred, slurring, cant|cannot .. speak|talk .. properly?, arm .. cannot move,
      became confused, paralysed|paralyzed, kifua ..
      kinanibana|kinabana|kinambana|kinauma|kinaniuma|kinamuuma|inanibana|inauma|kinachoma|kubana, maumivu .. kifua,
      ~shikw na kifua, ganzi .. upande|mkono, mkono .. ganzi, kiharusi, mshtuko wa moyo, ~pind upande|mdomo|uso, uso ..
      umepinda|umelegea, mdomo umepinda, hawezi kuongea, upande mmoja, mguu .. vimekufa, vimekufa ghafla, moyo ..
      unasimama|umesimama|unaenda mbio sana
    `),
    // fits
    ...phrases(`
      convuls*, having|has|getting fits|fit, foaming, fitting, degedege, kifafa, povu, ~tetemek
      mwili, anatetemeka .. mwili|mzima|povu, anapata|ana fits|kifafa|convulsions|degedege, macho yamegeuka, anarusha
      mikono|miguu
    `),
    // poison, overdose
    ...phrases(`
      poison, poisoned, overdose, overdosed, taken|took|swallowed|drank|drunk|eaten ..
      tablets|pills|poison|bleach|jik|paraffin|kerosene|acid|battery|pesticide|detergent|chemical|petrol|dawa, swallowed
      .. coin|battery|pin|rat|magnet|button, ~kunyw|~mez|~lamb|amekula|nimekula|kala .. sumu|jik|mafuta|dawa
      ya|vidonge|petroli|acid|poison|battery|betri|sabuni|dip|dawa nyingi|pesticide, amekunywa|nimekunywa|kanywa ..
      sumu|jik|mafuta|poison|petroli, mtoto|mwanangu|mtoi|baby|child|kid|son|daughter .. amekunywa|amemeza|amekula|swallowed|drank|ate .. dawa|medicine|tablets|pills, nimemeza|amemeza|kameza|ameza ..
      dawa|vidonge|sumu|betri|battery|sarafu|coin|pini, sumu, dawa nyingi, mafuta ya taa
    `),
    // to die
    ...phrases(`
      kill myself|herself|himself, killing myself, want|wants|going to die, wanna die, end .. my life|it all|everything,
      suicide, suicidal, dont want to live|be alive, not want to live, better off dead,
      hang|harm|hurt|cut|cutting|hurting myself|himself|herself, going to jump, no reason to live, tired of living|life,
      kujiua, ~jiu, najiua, nijiue, kujitoa uhai, kujinyonga, ~jinyong, sitaki kuishi, hataki kuishi, nimechoka na
      maisha, nimechoka kuishi, kujidhuru, nataka|natamani kufa, heri nife, bora nife, nahisi nakufa|kufa, anakufa,
      ninakufa, feel .. like .. going|dying, he|she|baby|is dying, dying please|help, im dying, yuataka kufa,
      tunampoteza, mahututi
    `),
    // hurt
    ...phrases(`
      snake .. bit|bitten|bite|bites, bitten by .. snake, snakebite, bit .. by .. snake, snake bit, nyoka ..
      kamuuma|amemuuma|imemuuma|ameniuma|imeuma|amenigonga|kaniuma|kamgonga|ameuma, ~umw|~gongw na nyoka, ~u|~um nyoka,
      nyoka, stabbed, shot, gunshot, accident, knocked|hit .. by|down, run over, electrocut*, electric shock,
      burnt|burned|burns|scald*, skin .. peeling|peeled, hot|boiling water|oil|porridge|tea|uji|soup ..
      on|poured|spilled, drown*, fell .. from|off|down|roof|storey|floor|head, throat .. swelling|closing|swollen|shut,
      tongue .. swelling|swollen, severe .. reaction|burn|accident|injury|bleeding, ajali, ~gongw na, amegongwa,
      amepigwa na, ~ung|~ungu na? .. moto|maji|gesi|mafuta|uji|stima|umeme, maji moto, maji ya moto, ~mwagi|~mwagik ..
      maji|chai|uji|mafuta, ameungua, ngozi .. imetoka|inatoka|imebanduka, ~dung kisu, ~chom kisu, kisu, ~pigw risasi|na
      umeme|umeme, ~jikat .. panga|kisu, amejikata, panga, ametumbukia, ~tumbuki, ameanguka, ~anguk ..
      ghorofa*|ngazi|bafuni|kichwa|mti|kutoka|chini, uvimbe kooni, koo|ulimi umevimba|imevimba|unavimba ..
      hewa|kupumua|sana|ghafla, umevimba kooni, amebakwa, nimebakwa, raped, hachezi tumboni, baby .. not moving|kicking,
      stopped moving|kicking, not|isnt talking|speaking|crying|drinking|breathing, jerking, shaking all
      over|uncontrollably|violently, shakes .. whole body, pain .. spreading|going .. arm|jaw, on my chest, chest ..
      squeezing|heavy|hurts|hurting, drank|took|drunk|swallowed|ate ..
      dettol|harpic|omo|pesticide|insecticide|rat|medicine|panadol|acid|jik|bottle, whole packet|bottle of, too many
      pills|tablets|panadol, many tablets|pills, rat rat, sumu ya, life .. not worth|meaningless|no meaning, no point ..
      living|life, isnt worth living, take my own? life, ending .. it|life, end it all, hurting myself, cut my wrists,
      wish i was dead, want to be dead, want to disappear, cant go on, maisha .. hayana maana|yamenishinda|basi,
      afadhali|heri|bora nife|kufa, nife tu, nitajiua, nitajitoa, kujimaliza, najimaliza, nijimalize, nimeamua kufa,
      sioni sababu ya kuishi, natamani .. kufa|nife, maisha .. nimechoka, kujikata mishipa, crashed, hit by ..
      car|lorry|bus|matatu|motorbike|boda|bike|vehicle|train|lightning, thrown off, bone .. out|sticking, head injury,
      hit .. head, cracked skull, fallen .. from|tree|roof|stairs|well, fell ..
      tree|roof|stairs|building|bike|motorbike|unconscious, boiling, on fire, caught fire, burnt ..
      badly|face|body|with, cobra, mamba, puff adder, scorpion, bitten by a? rabid, mouth .. twisted|one
      side|drooping|crooked, half .. body, one side .. face|dead|not, cant|cannot|unable .. move, cannot|cant ..
      swallow, face .. swelling|swollen .. breath, swallowed a, head|baby .. coming out, giving birth, in labour ..
      bleeding|pain, waters? .. burst, sugar .. very low, shot .. leg|chest|head, attacked .. knife|panga|with, cut ..
      deep|badly|artery|with a? panga, deep cut, kumekatika, soaked .. blood|pads, soaking pads, clots, blood ..
      coming|from .. mouth|ears|head|everywhere|lots, coughing up blood, bleeding .. after|since ..
      birth|delivery|miscarriage|hours|yesterday, bleeding and, wont stop bleeding, cannot stop .. bleeding, not stop
      bleeding, weak .. blood, dead, not .. alive, hasemi, hazungumzi, haitikii, hainuki, haelewi, amelala ..
      haamki|hajibu|hasemi, amelegea, mwili umelegea, macho .. yamegeuka|juu, ametoa macho, anakakamaa, amekakamaa,
      amekauka, anatupa, kutetemeka mwili, anakata roho, roho .. inatoka, pumzi, kuhema, anahema .. shida|haraka|juu,
      kifua .. kinanikaza|kimekaza|kizito|kinabana|kimenibana|kimemshika|inanikaza|inaniuma|inamuuma|kinawaka, kifua
      kinaniuma|kinamuuma|kinabana|kimebana, moyo .. unauma|unaniuma|unadunda, mkono .. kufa ganzi|umekufa|haufanyi,
      upande .. umekufa|haufanyi|wa kushoto|wa kulia|haujisikii, amepooza, kupooza, mdomo .. umepinda|umeenda|upande,
      anatoka damu, damu .. inatoka|inavuja|zinatoka|puani|masikioni|mdomoni, damu ..
      haikati|haikauki|haiishi|haizuiliki, kutoka damu, ~tok damu, mimba .. damu, ujauzito .. damu, mjamzito .. damu,
      nje ya barabara, ~gongw gari|pikipiki|matatu|lori|boda|na, boda .. imeanguka|imegonga, pikipiki ..
      imemgonga|ajali|anguka, gari .. imemgonga|limemgonga|kumgonga|imepinduka, imepinduka, ~vunjik .. mfupa .. nje,
      mfupa umetoka, nyumba inaungua, moto .. umemchoma|umewaka, chai|uji|maji|mafuta .. moto .. ~mwagik, ~chom|~chomw
      .. moto|maji|mafuta|na, amemeza .. sumu|sarafu|betri|kitu|pini|msumari, ~mez .. sumu|vidonge|dawa ..
      nyingi|mingi|panya|zote, dawa ya panya|mende|kuua|wadudu|kunguni|ng*, amelishwa sumu, ~umw na? nyoka|nge,
      ameumwa|kaumwa|nimeumwa .. nyoka|nge|mbwa, nge, amezama, ~zam .. maji|mto|bwawa, umeme ..
      umempiga|umenipiga|amepigwa|shoti, shoti, stima .. imempiga, kisu .. tumbo*|kifua*|shingo*, amechomwa kisu,
      amekatwa, ameshikwa na uchungu, mtoto .. anatoka|kichwa kimetoka, kujifungua .. njiani|nyumbani|sasa|damu, maji ..
      yamevunjika|yamepasuka|yametoka, ulimi .. umevimba|umevimba, uso .. umevimba .. pumua|hewa, ameshindwa kupumua,
      hawezi kumeza, allergic|allergy reaction .. swelling|breath*, cant feel .. face|arm|leg|legs, confused ..
      suddenly|speaking|talking, suddenly .. blind|cant|cannot|confused|weak, ghafla .. haoni|hawezi|hasemi, worst
      headache, stiff neck, not .. passing urine .. days, lost consciousness, losing consciousness, blacking out,
      amedondoka, amepoteza .. damu, hajapumua, blue .. lips|face, wheezing .. badly|cant, inhaler .. finished|not
      working|isnt, asthma .. attack|bad, pumu .. imembana|imenibana|amepata|imezidi
    `),
    // birth
    ...phrases(`
      water|waters .. broke|broken, chupa .. imevunjika|imepasuka, labour pains, baby is coming,
      contractions, uchungu wa .. kujifungua|kuzaa|leba, mtoto anatoka, umbilical cord, kitovu .. kimetoka
    `),
  ],
  /** Heard alone these do not tell whether it is as bad; with one of `danger.now` they do. */
  'danger.not': [
    ...noPlainDanger,
    ...phrases(`
    flu|vaccine|booster|covid shot, shot .. flu|vaccine, shot in the arm for,
    hasikii|sisikii vizuri|sawasawa|vyema|tena|sikio|masikio, hasikii kwa,
    jino|meno|tooth|teeth|ufizi|fizi|koo|macho|jicho|gego .. ~chom,
    months|month|weeks|week shot, babys .. shot, nani huyu anatuma,
    nimebanwa|amebanwa|tumebanwa, atajifungua|nitajifungua|tutajifungua, bleeding goals|money|cash, love|mapenzi ni|is sumu, blood thinners|test|results|group|donation,
    bosi|boss .. nyoka, umenikata kauli
  `),
  ],
  'danger.weak': phrases(`
    ajali, nge, dead, shoti, crashed, clots, boiling, pumzi, mamba, stiff neck, cant|cannot|unable .. move, on my chest,
    not|isnt crying|drinking, a? whole packet|bottle of, cut .. with, accident, kisu, panga, sumu, poison, nyoka,
    stroke, kiharusi, kifafa, labour pains, contractions, left arm, upande mmoja, burns, burnt, faint, fainting,
    fitting, suffocating, shot, in labour|labor, fell .. from|off|down|floor, ameanguka, ~anguk ..
    ngazi|bafuni|chini|mti, degedege, convulsion|convulsions|convulsed|convulsive, seizure|seizures, collapse, chest pain, maumivu .. kifua, dawa nyingi,
    mafuta ya taa, crushing, heart attack, anti venom, snake bite|bites, water broke, ~ung, hot|boiling water, maji
    moto, contractions zimeanza, hajibu, haongei, nimechoka na maisha, tired of life, suicide|suicidal
  `),
  'danger.now': phrases(`
    help, nisaidie*, tusaidie*, saidia, msaada, haraka, quick, hurry, now, sasa, saa hii, emergency, dharura, ambulance,
    hospital, has|have|is|am|are|just|been|ive|got|became|hes|shes|its, please, ana|yuko|ako|nina|niko|nko|tuko, ame*,
    nime*, tume*, wame*, ime*, zime*, ume*, kime*, ana*, nina*, ina*, ni, nahisi, severe, very, sana, suddenly, ghafla,
    going, my, kubwa, mbaya, i, my left, yame*, vime*, kina*, kali, she|he|we
  `),
  // What is past, general, a figure of speech, denied, or mild.
  'danger.past': phrases(`
    as a baby|newborn|toddler|teenager, last|past week|month|year .. fine|healed|ok, akiwa|nikiwa mdogo|mtoto,
    in my|his|her kid|childhood, used to get, attacks as a kid,
    that was 20*, years back, aliyewahi, in 20*,
    when i|he|she|we was|were, in his|her|my youth, in|since january|february|march|april|may|june|july|august|september|october|november|december,
    lost my|our .. to, alikufa, survived,
    last|past year|years|month|week, years|yrs|months|weeks ago, a year|month|week ago, in 20*, mwaka|mwezi|wiki
    jana|uliopita|iliyopita, miaka .. iliyopita|zilizopita, wiki|miezi zilizopita|iliyopita, zamani, long time ago,
    alizimia, nilizimia, alizirai, nilizirai, nilipata ajali, alikuwa na, nilikuwa na, was in hospital, i|he|she had a, used to, when .. was
    a child|young|small|pregnant, nikiwa mtoto|mdogo, alifariki, died, rest in peace, haijarudi, nilitibiwa, yaliisha,
    kimeshapona, healed, all fine, imepona, nilizaa, history of, survived, recovered|recovering, nilipona, alipona,
    amepona, followup|follow up, yuko sawa|poa, ako poa|sawa|fiti, is|am|are|shes|hes well|fine|ok|okay|better, ilipita,
    iliisha, since 20*, as a child|kid, aliungua, tukiwa|nikiwa|akiwa|tulipokuwa wadogo|mdogo|mtoto|watoto|shule, alianguka, nilianguka, aligongwa, aliumwa, mwaka 20*, juzi, stopped ..
    ago, last time|xmas|december, 2019|2020|2021|2022|2023|2024|2025, fainted|collapsed .. last|ago, ilishaisha,
    discharged
  `),
  'danger.general': phrases(`
    what to do if|when|in, ukiumwa, mkizimia, ukizimia, inauzwa, zinauzwa, mnauza, when will|does|do labour|labor|contractions, how do|will|can i know|tell,
    mtu aliyewahi, mnaweza kumhudumia mtu,
    how|what do|would|should|can you|one|people|u .. treat|do|handle, how do|can you treat|manage, do|does
    #you|u|guys|clinic .. treat|handle|train|stock|have|offer|deal|do|check|manage|admit,
    mnatibu|mnashughulikia|mnahudumia|mnauza|mnafunza, mnafanya|mnatoa .. huduma|mafunzo|kazi|kipimo, mko|mna|muko na?
    dawa|huduma|mafunzo|chanjo|ambulance, naulizia tu, nauliza tu, just asking|curious|wondering, asking for, school
    project|assignment, inafundisha, mafunzo, first aid, huduma ya kwanza, is .. something you, gharama|bei ya, how
    much, pesa|bei ngapi|gani, what causes|is a, movie|film|filamu|series, on the news, kwenye habari, vaccine for,
    mkiumwa, mtu akiumwa|akizimia|akiwa, dalili za, symptoms|signs of, donate, wanaojitolea, ni nini, husababishwa, in
    case|if someone|i|a|my, ikiwa mtu, kama mtu, prevent, kuzuia, article|lesson, blood test|pressure|group|sugar,
    kupima damu, kinga ya, insurance cover, bima .. ajali, je .. ni hatari, mtu aliye*, watu walio*, wagonjwa wa,
    patients with, people with|who
  `),
  // Whoever asks for one may need it: what else is said decides.
  'danger.general.not': phrases(
    'do|does #you .. have an|a|any? #ambulance, mna|mko|muko|muna na? #ambulance',
  ),
  'danger.figure': phrases(`
    at|the sight of, nearly|almost .. heart attack|died|fainted .. when|seeing|at,
    bleeding goals, bosi|boss|rafiki .. nyoka, mapenzi|love .. sumu|poison, man u, arsenal, chelsea, gor mahia, kauli,
    maisha ya foleni|kazi|shule|mjini, #deadly .. #trivial, #trivial .. #deadly, #trivial .. heart attack, haha, hahaha,
    lol, lmao, hehe, joking|kidding|utani|natania|jokes,
    itaniua|zitaniua|mtaniua|utaniua|iliniua|imeniua|limeniua|umeniua|inaniua|mmeniua, heart stopped .. when, bleeding
    us|me dry, dying to, die for, killed it, suffocating in, killing everyone|it, nothing is moving, accident ..
    on|along|at .. way|road|highway|rd, ajali iko|imetokea|huku|hapa .. road|barabara|highway|thika|jam, ajali ..
    jam|foleni|magari, accident .. traffic|jam, foleni|jam .. ajali, accident cases, crush on, stroke of, poisoned ..
    mind, moyo .. limeniua, sindano kufa, car accident lawyer, tooth|toothache|jino .. killing|kill, killing me ..
    since|tooth|headache|back|hii, nimechoka kufa, gave me a? heart attack, haki .. mtaniua
  `),
  'danger.denied': phrases(`
    as told|prescribed|directed|advised|instructed, dawa .. nilizopewa|mlizonipa|nilizoandikiwa .. zimeisha|zote,
    im|am not suicidal, no|not|without chest|suicidal|bleeding|blood|fainting|fits|convulsions|poison, not suicidal, no
    .. chest pain|bleeding|danger|emergency, hakuna damu|maumivu, sijaumwa, hajazimia, sijazimia, hajazirai, sijazirai, sio|siyo dharura|emergency, hana degedege, hatoki
    damu, not .. unconscious, not an emergency, si dharura, breathing .. ok|fine|well|normal|normally, anapumua
    vizuri|sawa, dont have .. pain|bleeding
  `),
  'danger.denied.not': phrases('isnt|not|cant breathing|breathe well|fine|ok|normally'),
  'danger.mild': phrases(`
    tight|pain|hurts|paining .. when|if i cough|laugh|sneeze, burnt|burned|burn .. tongue|finger|thumb|lip, nimeungua kidogo,
    months|weeks shot,
    kifua .. nikikohoa|anapokohoa, breathe .. nose, period .. kawaida,
    gum|gums|fizi|ufizi|meno|mswaki|nosebleed|puani|pua|mate .. damu|bleed|bleeds|bleeding|blood,
    bleed|bleeds|bleeding|damu|blood|pain|maumivu|toka .. bit|little|slightly|kidogo|brush|nikibrush|mswaki, a
    little|bit|some|kidogo .. blood|bleeding|damu, damu kidogo, small|slight|mild|minor|tiny
    cut|nosebleed|bleeding|burn|pain|wound|accident|chest|injury, kidole, finger|toe, congested, wont wake early,
    spotting, papercut, kidogo tu, nosebleed, hauumi sana, si sana, not .. serious|bad|much, chest ..
    cough|flu|cold|mucus, kifua .. makohozi|kikohozi|mafua, nimekohoa
  `),
  /** Whatever else is said: this is now. */
  'danger.sure.not': phrases('cant|cannot breathe .. nose'),
  'danger.sure': phrases(`
    right now, hapumui, apumui, cant|cannot breathe, not breathing, stopped breathing, unconscious, not responding,
    unresponsive, wont wake up, not waking, #want kujiua|kufa|kujinyonga, nataka .. kujiua, kill myself, killing myself,
    want to die, sitaki kuishi, hajitambui, damu .. haiachi|haikomi, bleeding heavily|profusely, blood .. wont stop,
    siwezi|hawezi kupumua, ~shindw kupumua, snake has bitten, turning blue, foaming, haamki, has|just collapsed,
    amezimia, mahututi, ninatoka damu nyingi, anatoka|anatokwa|inamtoka|inanitoka na? damu, dont want to live, sasa
    hivi, saa hii, just now, minutes ago, dakika .. zilizopita, crushing chest, ambulance, amepoteza fahamu, povu,
    hajibu
  `),
  'danger.urgent.not': phrases(`
    do|does|if you|u|clinic .. send .. ambulance, how much|price|cost|charge|charges|bei|gharama .. ambulance
  `),
  /** Somebody calls for help this minute. */
  'danger.urgent': phrases(`
    right now, just now, happening now, sasa hivi, saa hii, help .. now, now .. help, quick, quickly, hurry, come fast|now, urgent,
    urgently, haraka, please help, help please, help me, help us, help my, help him|her, ^ help, help $, nisaidie*, tusaidie*,
    saidieni, saidia, minutes ago, is dying, anakufa, send .. ambulance, an? ambulance now, immediately, emergency please|pls, what do
    i do, what should i do, nifanye nini, tufanye nini, i am alone
  `),
  /** Began before, and is not over. */
  'danger.still': phrases(`
    still, bado, since then, since morning|yesterday, tangu asubuhi|jana|juzi, toka jana|asubuhi, now, sasa, leo, today, tonight,
    cant|cannot|wont, hawezi, siwezi, hajibu, haongei, imetoka, inatoka, anatoka, is bleeding|vomiting|not
  `),
  'danger.long_ago': phrases(`
    that was 20*, two|three|four|five|10|ten years back, years back, firstborn .. that was, mwaka|mwezi juzi, tukiwa|nikiwa|akiwa|tulipokuwa|nilipokuwa|alipokuwa|wakiwa mdogo|wadogo|watoto|mtoto|shule|shuleni,
    when i|he|she|we was|were .. old|ten|young|small|child|kid|school, in his|her|my youth,
    in january|february|march|april|june|july|august|september, as a baby|newborn|toddler|teenager,
    years|yrs|months|year|month ago, last|past year, last month, mwaka|mwezi jana|uliopita, miaka|miezi, in 20*, since 20*, zamani,
    as a child|kid, nikiwa mtoto|mdogo, was a? child|young|small, 2019|2020|2021|2022|2023|2024|2025, mwaka 20*, used to
  `),
  'danger.over': phrases(`
    ilitoka yenyewe, but that was, akatibiwa, alitibiwa, akapona,
    fine since, lost my|our .. to, grew out, still have the scar, tough man,
    recovered, recovering, survived, healed, discharged, imepona, amepona, alipona, nilipona, kimeshapona, fine now, now fine|ok|okay|better,
    all fine, yuko sawa|poa, ako poa|sawa|fiti, hes|shes|is|am|im well|fine|ok|okay|better, yaliisha, iliisha, ilishaisha, ilipita, died,
    alifariki, rest in peace, alikufa
  `),
};
