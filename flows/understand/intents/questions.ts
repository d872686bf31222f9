import { phrases } from '../signs.ts';

/** What is asked of the clinic. The grammar of a phrase: signs.ts. */
export const questionSigns: Readonly<Record<string, readonly string[]>> = {
  price: phrases(`
    damage for, ballpark, estimate, offers|deals|promotion|promo on|for, a|any|the fee, rate|rates for, billed, bill my|the, first visit|consultation|checkup|appointment .. free, charged,
    is|are .. paid for, total for|ya|of, ni pesa|hela $,
    is|are _ free $, is|are the? _ free $, 1*|2*|3*|4*|5*|6*|7*|8*|9* .. ~tosh, is 1*|2*|3*|4*|5*|6*|7*|8*|9* enough,
    what|whats .. set .. back, set me|someone|one|you back,
    elfu|mia|bob|ksh|sh|shilingi|thousand|hundred .. ~tosh|enough, ~tosh .. kulipa|kumuona|kuona,
    consultation free,
    set me back, many bob, how many shillings|bob, accept .. visa|cards|card, ghali, damage ni, how expensive, nitatoa ngapi, mfuko,
    kugharimu, ni ngapi ku*, sh ngapi, do you take|accept .. card|cash|cheque|insurance, pesa ngapi, ngapi kwa, ni how
    much, total .. pay, money .. need|bring, consultation fee, ada, mnachukua .. pesa|bima|kadi|mpesa, bima gani, mna
    bei, na bei, pata .. kwa bima, covered by, nitoe ngapi, loan, pay later, free or paid|pay, how much, price, prices,
    pricing, cost, costs, costing, charge|charges, chargez, fee, fees, rates, quotation, bei, beyi, gharama, garama,
    ~gharim, ~garim, pesa|shilingi|sh|ksh|elfu|mia|bob|ngiri|doo|dough|hela|thao|chapaa ngapi, pesa|hela kiasi gani,
    ngapi .. kulipa, ~chaji, mnachaji, mnacharge, mnachargi, ~charge, ~charj, ~lip, lipa, kulipa, malipo, pay, paying,
    payment, payments, paybill, pay bill, till number|no, lipa na, mpesa, m pesa, taslimu, discount, punguzo, offer ya
    bei, cheap|cheaper|cheapest, expensive, bure, is it free, for free, free of charge, free or,
    installment|installments|instalments, kidogo kidogo, kiasi gani, afford, insurance, bima, #insurer .., linda
    mama|jamii, kadi ya bima, cash, ~toz, mnatoza, bob .. enough, enough for, invoice, budget, how mch, hw much, hao
    much, ngapi kumuona|kuona, ni ngapi $, ni ngapi kumuona|kuona|kwa, deposit, credit card, visa card, accept .. card,
    copay, co pay, medical cover|scheme, mnakubali, mnapokea .. pesa|bima|kadi|cash|card, refund
  `),
  /** A joke or a complaint about prices asks nothing. */
  'price.joke': phrases(`
    price|prices|charges|bill|bei|gharama|fees .. killing|kill|~u|itaniua|heart|bleeding|dying|robbery|mbaya, bleeding
    us|me dry, sent .. money, nimelipa, nimetuma pesa, paid already, already paid, lipa .. mshahara|deni, mumelipa,
    zitaniua, iliniua
  `),
  /** What it costs to cancel or to move is no wish to. */
  'price.of changing': phrases(
    'fee|charge|charges|charged|cost|costs|pay|penalty|fine|lipa .. cancel|cancelling|reschedule|rescheduling|moving|changing|missing|move|kughairi|kuahirisha, ~lip|~toz .. nikighairi|nikiahirisha|nikikosa|nikicancel',
  ),
  'price.ask': phrases(`
    how much, discount, punguzo, can i pay, pay with|by|via, ~lip|lipa .. na|ngapi|kidogo, what|whats ..
    cost|price|charge, ngapi, #insurer, mnakubali
  `),
  'price.not': phrases(`
    jengo|tawi|gari|basi|jina|eneo .. lipi|lipo, ni lipi,
    nilipang*, nilipand*, nilipat*, mlipo, mahali mlipo, hapo mlipo,
    lakini nimepata, nimepata udhuru,
    ya ngapi, nielekezeni, lililo, ghorofa, hizo bei haki, ni lipi,
    siku gani na saa, tell .. siku gani, tawi .. lipi|gani, nilipewa,
    mko jengo, niambieni .. siku gani, kiasi gani kabla, mapema kiasi gani, come|bring|carry|beba|nibebe|nije ..
    insurance|bima|cash|money, insurance card, card ya bima, pay a visit, pay attention, free
    slot|on|at|from|for|tomorrow|this|today, in charge, kadi ya bima ama, free|open now, at all cost*, charge .. phone
  `),
  hours: phrases(`
    mnafungua|mnaanza mapema, siku ya .. mtakuwepo|mtakuwa|mpo|mko, kuna mtu hapo|huko saa|sasa|leo|kesho, kliniki|clinic ya watoto|meno|macho|wajawazito|mimba|chanjo .. siku gani|zipi|ngapi, ~fanyanga kazi, nusu siku, half day,
    lunch breaks, what|when|whens|which .. last appointment|patient|slot|entry, latest .. i|we|one can, latest .. can|could i|we|one, see|seeing|receive|attend patients|people .. evening|evenings|night|sunday|sundays|weekend|weekends|saturday, anyone|anybody|someone there at|by|before,
    mnatoka saa ngapi, saa ngapi mnatoka|mnafika|mnaanza|mnaondoka, mchana|jioni|usiku|asubuhi|wikendi|weekend mko|mpo,
    muda wa kazi, saa za kazi, lunch mnafunga,
    when does|do .. day|you|clinic begin|start|end, weekend|weekday|opening|clinic|your timings|timing, timings, mwisho wa kupokea, kupokea wagonjwa, bado mnahudumia, mnapumzika, huendeshwa|hufanyika|hufunguliwa|huanza .. siku|saa, hukuwa .. days|siku|lini, in which days, mmeenda nyumbani, saa hii mko,
 mko .. sikukuu|wikendi|weekend|holiday|holidays|krismasi, mtakuwepo|mtakuwa .. siku|krismasi|sikukuu|holiday|kesho|jumapili, sikukuu .. mko|mpo, find you there, how early .. you start|open, mnapokea .. usiku|jumapili|wikendi, mnawork, working tomorrow|today|on, 24 hrs, siku ngapi kwa wiki,
    are #you .. there|around|in|working|operating on|now|today|sunday|sundays|saturday|saturdays|at|weekends|holidays,
    anyone|anybody at|in the clinic, #you close|open, operate, schedule on, ^
    jumapili|jumamosi|wikendi|sikukuu|leo|kesho|usiku mko|mpo|mnafanya, mnahudumu, mko|mpo kazi, ngapi ..
    mnaanza|mnafungua|mnafunga|mnaacha, mnaanza .. saa|kuhudumia, mnaacha kazi, available ..
    weekends|sundays|holidays|24, open from, siku zipi|gani mko|mnafanya|mpo|daktari, mwisho .. saa ngapi, last patient,
    do you work|operate, hamfanyi kazi, shut, when .. you .. there|open|work,
    opening|closing|working|operating|business|office|consultation|visiting|clinic hours|time|times|days, opening,
    closing, hours, what time|when do|does|is|are|will .. open|close|start|begin|closing|opening|finish|end, #can ..
    open early, are|is|r|will|be|u|you|clinic|branch|it|hospital|place|they|kliniki .. open, open ..
    today|now|on|sunday|saturday|weekend|weekends|holiday|holidays|till|until|late|24|tomorrow|daily|everyday|kesho|leo|jumapili|jumamosi,
    open $, do|does|are|is|will #you|it|clinic .. close|closed, closed .. today|tomorrow|on|for, do #you|u work
    on|during|at, work on sunday|saturday|public|holiday|holidays|weekend|weekends, till|until|upto|by what time, how
    late, which|what days .. open|work|available|there|clinic|in|do, from what time, are you .. weekends|holidays|24,
    mko|muko|iko|kliniki|clinic|mtakuwa|liko|zimo|yuko|uko|hamko|mmekuwa wazi|open, mko open, mnafung*, munafung*,
    mmefung*, mtafung*, linafung*, inafung*, hufung*, hamfung*, mlifung*, huwa .. fungua|funga|open|mnafungua|mnafunga,
    hamufung*, wanafung*, kufungua|kufunga .. ni|saa, mnaopen, mnaclose, unaopen, unafungua, unafunga,
    mnafanya|munafanya|hufanya|mtafanya kazi, siku|saa|masaa|wakati|muda .. za|ya kazi, saa zenu, masaa yenu, mko
    kazini, kazini .. wikendi|jumamosi|jumapili, anaanza|huanza|mnaanza|unaanza|inaanza ..
    kazi|clinic|saa|what|kliniki|time|huduma, hutolewa|hufanyika|hupatikana .. siku|lini|saa, siku gani .. za
    wiki|hutolewa|mnafungua|wazi, ratiba yenu, 24 hours, masaa 24, saa 24, usiku .. mko|wazi, lunch break, mko hapo|huko
    hadi|mpaka|till, hadi|mpaka saa ngapi, open hours, time of|for opening|closing
  `),
  'hours.not': phrases(`
    dr|doctor|daktari|nurse|dentist _? _? working|in|around|there|on, days|day is .. dr|doctor|daktari|nurse|dentist, days|day .. dr|doctor|daktari|nurse|dentist _ in|around|there|working, times|time are open,
    mko|mna|kuna|muko na? nafasi|space|slot|slots, waited|waiting|wait .. hours|hrs, one|two|three|four|five|many|several hours, hours last|late,
    slots are open, which slots, slot,
    kuna|any|an|got opening, nitaondoka kazini, natoka kazini, opening yoyote, i start|finish|close work,
    mnafanya|munafanya kazi ya|na|nao, barabara|road|daraja imefung*, open wound|sore|my mouth|the|a, opening ..
    tomorrow|for|on|this|next|the|available|at, any|an opening, free|slot, jino, 24 hours .. ago|before, hours
    ago|late|now|last, waited .. hours, in .. hours, macho|mdomo .. kufungua, for .. hours, visiting, open ..
    eyes|eye|mouth, the last|past|few hours, working hours .. dont|wont, hours before
  `),
  'hours.weak': ['opening', 'hours', 'closing'],
  location: phrases(`
    orofa|floor|ghorofa|gorofa ya? ngapi|gani|ipi, mlihama, mmehama, mahali|sehemu|pahali gani|ipi, nyuma|mbele|kando ya jengo|nini|duka|soko .. gani|lipi|ipi,
    whats|what the|your|ur address, send .. address, where .. get|drop|come off, are|is #you|it|clinic|branch .. next|close|opposite|behind|beside|adjacent to|the|near, is .. branch the|near|in|at|along|inside, how long|far from|to|is it, have|got .. clinic|branch|office in|at|near|around,
    nawezaje|naezaje|nitawezaje|tunawezaje .. kufika|fika|kuja|kuwapata, floor ya? ngapi, niende|nielekee|nipitie|nishukie|nigeuke wapi, mlango|gate|entrance|lango|reception .. wapi|where|which,
    park .. when|where|car|my, somewhere|where|place|space .. park,
    karibu na wapi, floor gani|ipi, mko _ ama|au|or _, ghorofa gani,
    are #you closer to, you closer to, mkabala na, karibu na _ ni lipi|ipi, tawi .. karibu, turn left|right, naenda mbele, kuwafikia, mkono wa kushoto|kulia .. mko, nifike aje|vipi, nafika vipi, miadi yangu iko,
    name of the building, is it near, where .. park|stop|drop|enter|go, nitawapata|nawapata|mtapatikana|mnapatikana,
    sehemu|eneo|mtaa gani|ipi, jengo|ghorofa|mtaa|barabara lipi|ipi|gani|la, get to your, ofisi .. wapi, cant find the?
    clinic|place|you, kuja kwenu, nashukia, how do|to reach, opposite, behind which, iko upande, stage ipi, nifike
    kwenu, nikifika .. nashuka, house number, entrance, next to what|which, where ..
    you|u|clinic|branch|hospital|located|place|building|gate|office|offices|situated|based|find|based, where is it,
    where exactly, wea are, where r, located, location, locations, directions, direction, directons, landmark, how|hw ..
    get|reach|find|come .. there|you|here|clinic|place|westlands|ngong|u|to, find you, find the place|clinic, google
    map|maps, map, a? pin, send|share|drop .. location|pin|map|address, your address, address ..
    please|clinic|pls|ya|yenu, physical address, parking, which|what
    matatu|bus|stage|floor|building|route|road|street|way|side|number, which building, bus stop, last stop, are #you ..
    near|close to|next to|around|anywhere, anywhere near, near .. clinic|you, nearest|closest .. branch|clinic|stage|to,
    how far, is it far, do you have .. branch in|at, branches, any branch in,
    mko|muko|mpo|iko|liko|yuko|zenu|ziko|mnapatikana|kwenu wapi, wapi .. clinic|kliniki|hospitali|iko|mko, ni wapi,
    nishuk* wapi, wapi hasa|exactly|haswa, ~elekez, nielekez*, ramani,
    mtaa|jengo|ghorofa|barabara|upande|njia|steji|stage|matatu|plot|gari gani|ya|ngapi|ipi, jengo gani, nafikaje,
    nitafikaje, naweza fika aje, nafika aje|vipi, nikija .. nashuka, nashuka|nashukia, anishukishe, shukishe, anwani,
    anuani, maelekezo, maegesho, karibu na nini, karibu na|na .. gani, mbali kutoka, ni mbali, mna tawi, tawi ..
    gani|mko|liko|wapi, mna|mko na matawi|branches|branch, matawi, inastop|inasimama|linasimama wapi, mnapatikana wapi,
    nitumie|tuma|nitumieni .. location|ramani|pin, siwaoni, sioni building|jengo|clinic|kliniki, njia gani, stage gani,
    matatu .. inapita|gani|ngapi, where do i alight, alight, which way, gate, iko mtaa, location yenu, nikifika .. wapi
  `),
  'location.not': phrases(`
    #want .. kuja kwenu,
    both|all|your|other|the branches|branch open|close|closed|work,
    westi is closer, is closer to my,
    open seven|daily|on|every|7, looking for parking, still looking, miadi .. iko, find you there after|at|before|on,
    nielekeze .. kutumia|jinsi, jinsi ya kutumia, where .. my appointment|booking, miadi|appointment ..
    tawi|wapi|iko|yangu, maelekezo ya kutumia, where do i|does it unsubscribe|hurt|pay|click|press, where .. lump|pain,
    maumivu, where .. booked, nishamba, parking lot, drop off, location of pain|the, which way .. cancel, what number,
    which number .. press|reply|send|supposed|am, iko tawi, karibu na kliniki|wewe .. naweza
  `),
  services: phrases(`
    anyone|someone|somebody|doctor .. who treats|treat|handles|deals|does, can|are children|men|adults|women|babies|kids|elderly .. be? seen|treated|attended, kind|type of clinic|hospital|place|facility|services, is|are .. done|performed there|here|on|onsite|with, know|tell|ask|asking|wondering .. if|whether you|u|yall do|offer|have|treat|provide,
    can|could you|u|guys remove|pull|fill|fix|extract|make|give a|an,
    mna* wagonjwa|watoto|watu|wazee|wajawazito|wanawake|wanaume,
    branch have .. a|an, have a dentist|doctor|lab|pharmacy|optician,
    mnaweza kumhudumia mtu,
    people remove|treat|do|test|check|fix, menu of treatments|services, whats on your menu, place give|offer|do|treat, kinapatikana|inapatikana|vinapatikana|hupatikana .. hapo|kliniki|kwenu, kuna nini .. hapo, which treatments|services, is _ available, are _ available, mnado, mnatreat, mnatest, mnaoffer, mnaprovide, clinic have .. lab|a|an, what you treat,
 is there a _ at your, naweza pata .. hapo,
    mnaweza kutibu|kupima|kufanya|kutoa, mnatoa .. huduma|chanjo, can you treat|check|test .. there, je mnatibu, do you
    have .. for children|kids|women, am i able to get, is .. offered, you deal with, mnadili na, huduma za, kuna daktari
    wa, mna mtaalamu, mnafanya .. test|tests|vipimo, mna vifaa, do you also, specialize|specialise, kwenu .. mnafanya,
    naweza pata .. hapo kwenu, treatment for, naweza kupimwa .. hapo, services, service .. offer|do you|gani, huduma
    gani|zenu|zipi, huduma .. mnatoa|mnazotoa|ya|za, what .. do you|u|clinic offer|treat|do, do|does
    #you|u|clinic|it|guys ..
    do|offer|treat|fit|give|handle|sell|stock|provide|have|deal|train|perform|admit|attend|take|work|cover|remove|test|check|vaccinate|deliver|see,
    do|does #you|u .. have a|an|any
    dentist|doctor|nurse|specialist|gynae|gynaecologist|lab|pharmacy|optician|pediatrician|xray|ambulance|program, how
    do|can you treat|handle|manage|deal, what would you do, is|are|is there .. among|something|what .. you|things ..
    do|check|offer, among the things, is there a|an ..
    doctor|specialist|dentist|lab|pharmacy|optician|gynae|gynecologist|physiotherapist, can|could you|u|guys
    do|treat|handle|test|offer, can i get .. done there|here, do you .. specialist|specialists, which ..
    vaccines|tests|services|specialists|doctors .. do|give|you|available|have, you .. offer|offered, is|are .. available
    there|here|at|in, mnatibu, munatibu, mnatoa, mnafanya|munafanya ..
    nini|skeni|scan|xray|upasuaji|kipimo|vipimo|mri|tests, mnafanya, mnashughulikia, mnazalisha, mnauza, mnaweka,
    mnachanja, mnapima, mnapea, mnapeana, mnangoa, mnasafisha, mnaziba, mnatengeneza, mnahudumia, mnafunza, mna|mko|muko
    na?
    daktari|dentist|maabara|lab|dawa|mtaalamu|specialist|huduma|x|xray|scan|mashine|ambulance|nurse|wataalamu|duka|pharmacy|gari|chumba|vitanda|wodi|chanjo|mafunzo|mtaalam|optician,
    mnaye, mko nayo, kuna huduma|ushauri|mtaalamu|daktari wa|specialist|eye|maabara|mafunzo|dentist|kipimo|optician,
    kuna .. huduma|specialist|kwenu|hapo, lina|ina|wana daktari|dentist|maabara, mnahusika, do you handle, huwa mna*, je
    mna, you check, daktari wa .. mnaye|yuko|yupo hapo|kwenu, services zenu, mna .. hapo|kwenu, nyinyi mnatibu, program
    for, family planning, mnafanyanga, can you do, physio*, do you train, anti venom, mnadeal na, mnacheki, mnatoanga,
    do you people, mnafanya kazi ya
  `),
  'services.not': phrases(`
    take .. lunch|break|breaks, see|receive patients|people .. evening|evenings|night|sunday|weekend|weekends, have .. clinic|branch|office in|at|near, have my,
    what .. have for|on,
    is there anything .. do, mnapokea|mnapanga|mnaruhusu|mnaita wagonjwa|watu,
    can|could|will you check|see|look|treat|examine me|my|her|him|us|it|this,
    have me on, do you have 1|2|3|4|5|6|7|8|9|10|11|12|1pm|2pm|3pm|4pm|9am|10am|11am,
    siku nimeandikiwa, nimeandikiwa hapo,
    mnapumzika, mnahudumia watu saa, mnanichosha, mnanichanganya, mnajua, mnachelewa, mnachukua, mnasemaje, mnaona, mnataka, mnakuwa, mnasema, huduma zenu ni ghali|bei, huduma .. terrible|bad, your service is, huduma ya meno|macho|daktari, is doctor|dr|he|she|daktari available, sitaki huduma,
    have me down, you check your, check your records, mnafanya kazi
    kama|sikukuu|kila|siku|wikendi|jumapili|jumamosi|likizo|usiku|nao, what time, do|does you|u|it .. have ..
    #room|time|anything|appointment|free|something|availability, mko|mna|kuna .. #room, mnafanya nao|kazi .. #insurer,
    do #you|u take|accept|charge|work|open|close|speak|know|have my|remember|need|want|see, mnafungua|mnafunga, why
    do|did|are you, are you still able, how|what do you think|mean|charge|want|need, what .. can you do, what can you
    do, what do i, mnafanya kama kawaida, kazi kama|kila|sikukuu|siku, what .. documents|need, do i, do you have ..
    space, mnakubali, mnapokea, customer service*, thank*, asante .. huduma, services .. poor|good|great|bad, huduma ..
    mbovu|mbaya|nzuri|yenu, english|swahili|kiswahili, have it|this|that .. record*, huduma ya kwanza, do you have my|a?
    record*|parking|branch|file, mnafanya vibaya, kwa huduma, can you do .. toothache|tomorrow|monday|tuesday|my|me
  `),
  'services.strong': phrases(`
    mnafanya kazi ya, mnafanya kazi ya kutoa, mafunzo, what do you treat, huduma gani, services do you
  `),
  prepare: phrases(`
    nisi* .. kabla|asubuhi|dawa|kula|kitu, nije|nikuje|tuje|nikija|kuja na sampuli|mkojo|picha|barua|kadi|kitabu|cheti|miwani|dawa|nguo|results|kitambulisho|karatasi, nije|nikuje|kuja|nikija nayo|nalo|nacho|navyo|nazo|naye|nami, ~beb, dakika|muda ngapi|gani kabla, naweza|naeza kuendesha|kudrive .. baada|nikitoka, lazima aje|nije|tuje|nipige|niwe|awe,
    will i need, do i need my|someone|anyone|any|the|to be, need someone|somebody .. take|drive|accompany|with, do before the,
    ~let|~leta .. na kadi|kijitabu|kitabu|karatasi|kitambulisho|card|booklet|cheti,
    need my id|card|passport, nilete matokeo|karatasi|kadi, bring the _ card|book, do i bring, wash|brush my teeth first|before, na nini kwa, naruhusiwa, ruhusiwa, anywe|ale .. kabla, ni lazima $, kadi ya zamani,
    results .. another|other|old .. bring, useful to bring, which papers, papers will, asked for at the, how long before, photocopy, copy of my id, shd|should|shall .. skip, skip my .. before|b4, masharti, nikifika .. kabla, na mtu wa kunipeleka|kunirudisha, drive .. after, supposed to carry|bring|eat|wear|come with, stop them before,
 maandalizi, ninahitaji kitambulisho|id|kadi|barua, nikule, nikunywe, what do i need for, any? preparation, should i bring the babys,
    need|have|supposed to bring|carry|come with, nikiwa nimekula|njaa|sijala, bila kula, nile .. kabla, must i, is there
    anything i, anything .. bring|carry, what else, come hungry|fasted|early, how many minutes|hours before,
    shave|bath|wash before, na cheti|kadi gani, ni lazima nije|nikuje|nibebe|nifunge, vitu gani, nahitajika kuja na,
    nitahitaji .. kubeba|kuleta|nini, should .. dress|wear, bring|carry|come with ..
    along|id|card|documents|document|report|reports|results|records|old|papers|letter|what|anything|passport|birth, what
    .. should|do|must|to i|we|to .. bring|carry|wear|need|prepare|do before, what .. need .. bring|carry|come|on|from,
    what .. bring|carry, should|must|do|can|may|shall i|we|he|she|they .. fast|eat|drink|carry|bring|wear|stop
    taking|take|prepare, should|must i|we .. come with|without, should i come, do i .. have to|need ..
    fast|eat|bring|carry|referral|come|letter|card|appointment, need .. referral|letter, referral, have to fast, fast
    before, fasting, empty stomach, anything .. should|need .. do|before|know|prepare, do before ..
    #visit|eye|test|come|coming|check, how early, arrive|come early|before, allowed to, before .. coming|i come,
    can|should i .. eat|drink|take|brush .. before, prepare for|before, how .. prepare, i come with|without, what
    documents, requirements, carry anything|something|id|my, carry the .. card, should i carry|bring, bring them along,
    carry .. card, should .. skip, is it ok|okay to eat|drink|take, documents, nije|nikuje|tuje|aje|kuja|nikija|tukuje
    na nini|kitu|kadi|id|kitambulisho|karatasi|matokeo|mkojo|mzazi|mtu|dereva|card|barua|cheti|reports, nibebe, nabeba,
    tubebe, abebe, mbebe, kubeba, nisile, nisinywe, nile, asile, kula|kunywa .. kabla|kwanza, before|kabla .. kula,
    kabla .. kuja|kipimo|kupimwa|chanjo|kungolewa|miadi|test|appointment .. nini|gani|afadhali, kabla ya miadi, kabla ya
    kung*|kuja|kupim*|kipimo|chanjo|vipimo, naweza kula|kunywa|nikala, nijiandae, kujiandaa, najiandaa, ~jiandaa, nivue,
    niziache .. kuja, lazima nije|nibebe|nikae|nifunge|kuja|nilete, kukaa na njaa, njaa .. kabla|kuja, nifike ..
    mapema|how|early|saa|kiasi, mapema kiasi gani, nifunge, nahitaji .. kubeba|kuleta|barua|rufaa, barua ya rufaa,
    rufaa, nilete .. nini|kadi|karatasi|kitambulisho, niache kula|kunywa|dawa|kumeza, nimeze dawa .. kabla, niogeshe,
    nije .. matokeo|kadi|karatasi, nivae, dereva, peke yangu, niwe .. njaa, nifanye nini kabla
  `),
  'prepare.not': phrases(`
    ~beb .. mimba|ujauzito|ball, mnafungua|mnafunga mapema, lazima aje|nije leo|kesho|mapema .. nafasi,
    how much .. carry|bring, do i need .. appointment|book|doctor|dentist|pay, will i need .. pay|appointment,
    since|tangu|nikibeba|baada .. nibebe, nibebe .. gunia|mzigo|kitu kizito,
    come with my #kin, nije|nikuje|tuje|nikija na #kin|mwanangu,
    nimekula, kula vizuri, siwezi kula,
    when should i come, what time should, before|kabla ya? saa|work|ten|9|10|kazi|noon|11|12|8, before my|her|his
    graduation|wedding, come with my .. kids|kid|child|children|son|daughter|baby|wife|husband|mother|vaccine*, bring
    my|the son|daughter|child|baby|kid|mother|wife|husband|kids, bring him|her|them|us, kabla ya saa, kabla niende,
    before work, malipo ni kabla, before i .. brush, naulizia tu, stop|quit taking, kabla ya muda, bring .. for ..
    jab|vaccine|vaccination|chanjo, swali la kabla, bring .. appointment, bring my|his|her appointment|visit, maumivu ..
    nikila, early morning, early tomorrow, earliest
  `),
  'prepare.strong.not': phrases('how much .. carry|bring'),
  'prepare.strong': phrases(`
    ~let|~leta .. na kadi|kijitabu|kitabu|karatasi|kitambulisho|card|booklet|cheti,
    kabla ya kung*|kipimo, what .. bring|carry, come with, nije na|kitu, should .. bring|carry, old glasses, carry,
    nibebe|nabeba, bila kula, before .. coming
  `),
};
