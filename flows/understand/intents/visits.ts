import { phrases } from '../signs.ts';

/** What is wanted of a visit. The grammar of a phrase: signs.ts. */
export const visitSigns: Readonly<Record<string, readonly string[]>> = {
  /** Says in so many words that a visit is wanted. */
  book: phrases(`
    ~andikish watoto|wanangu|mtoto|mwanangu, ^ #visit mbili|tatu|2|3, note|slide|jot me .. down|in, ~wek jina langu|lake, utaniona|mtaniona|mtatuona saa|lini|leo, #want kupeleka|kumpeleka|kuleta .. #kin|mtoto, inaweza|yaweza kuni*|kutu*, time for another|my next, overdue, niletee|niwaletee, mtu|someone wa kuni* .. jicho|macho|jino|mguu|mkono,
    ningeomba, tungeomba, nani ataniona|atatuona|atanihudumia, waweza|mwaweza|hamuwezi|hamwezi|huwezi kuni*|kutu*, mtupokee, mnipokee, anipokee, atupokee, mnione, mtuone, mtanihud*, mtanipok*, mtatupok*, mtatuhud*, mtanitib*, atanihud*, atanitib*, miadi|appointment|booking|visit mpya, new appointment|booking|visit, ^ slot|nafasi|booking ya|for|kwa,
    attend to my|me|him|her|us, referred to|here|kwenu, nimeelekezwa kwenu|kwa, #need .. kliniki|clinic|antenatal, any #doctor .. available|around|on|in|now|today|free|duty, give|nipe|nipeni|nipatie|nipee .. earliest|soonest|karibu, nipe|nipeni .. mapema zaidi, nifit*, mnifit*, nisqueez*, nikipata .. daktari|nafasi|slot|doctor, what|anything .. have for|on #dayname,
    tuje|nije|nikuje|tukuje|aje na #kin|mwanangu|mzee, ~ongezee|~ongez .. miadi|nafasi|appointment|slot, any|some|a cancellations|cancellation, someone|somebody|anyone cancels, nipange|mnipange|nipangie|niweke|mniweke|tuweke|tupange #dayname|leo|saa|tarehe, sign|register|enrol|enroll|pencil me|us|him|her|my,
    when|days|lini is|are|r .. #doctor .. in|around|there|available|coming|working, is .. #doctor .. there|working|in|around on|tomorrow|today|this|kesho|leo|#dayname, #doctor .. anakuja|anakuwa|anapatikana|huja|hupatikana .. siku|lini|saa|ngapi, is dr|doctor|daktari|nurse _ .. working|in|around|there,
    #want .. kurudi|to come back|return, aliniambia|alisema|amesema|ameniambia|mliniambia|told|said .. nirudi|return|back, kwa #doctor .. please|tafadhali|naomba, #doctor .. tafadhali naomba, inahitaji|yanahitaji|zinahitaji|linahitaji|zinataka|inataka ku*,
    preferably #dayname|with|a, #want|prefer|preferably|seen .. lady|female|woman|male doctor|dr|gynae, #want|prefer|kuna #doctor wa? kike|mwanamke|mwanaume|kiume, ~to|~tole|~toa .. nyuzi|plaster|stitches, remove|removed|out .. stitches|plaster|cast|bandage, how about .. #doctor, times|time are|is open|free .. for|tomorrow|today,    #may|je|tuta*|nita*|ata* ~pokele|~hudumiwa|~hudumi|~onw, nitahudumiwa, nitaonwa, nitapokelewa, ataonwa, #may fika|kufika .. #doctor, mniandikie|niandikie|tuandikie|uniandikie .. #dayname|#clock|saa, weka|wekeni|put|book .. me|us|him|her|mtoi|mtoto|#kin .. for|kwa|ya, tuje|nije|nikuje|tukuje|aje|nimlete|tumlete|nije #dayname|leo|saa,
    able .. ~on|kuniona|see, one|two|a|1|2 slot|slots|nafasi for|ya|kwa, #want .. waya, mtu|someone|somebody aangalie|aniangalie|aone|acheki|angalie,
    #want .. #care|#check|general, #want .. eye|dental|health|medical|pregnancy check|test|exam, #want .. ~safish|~ngo|~ngole|~zib|~tib|~tibi|~pim|~chunguz|~kagu|~angali|~hudumi|~chanj|~dung|~rekebish|~onw|~onan|~shughuliki, #care please|pls|tafadhali|plz|kindly,
    #need .. #care|#check|chanjo, #need .. ~safish|~ngole|~zib|~tib|~tibi|~pim|~chunguz|~kagu|~angali|~chanj|~dung|~onw|~on|~pat, get|getting|find|finding .. #doctor, niandikish*, mniandikish*, tuandikish*, muandikish*, mwandikish*, nisajili*, mnisajili*,
    nataka|naomba|ningependa|napendelea|nipeni|nipe tarehe|saa|siku|j2|j3|j4|j5|jumatatu|jumanne|jumatano|alhamisi|ijumaa|jumamosi|jumapili|monday|tuesday|wednesday|thursday|friday|saturday|sunday|kesho, #may .. ~tib|~tibi|~pim|~chunguz|~kagu|~angali|~hudumi|~onw|~chanj,
    can|could|will|would you|u|dr|doctor|daktari|nurse|someone|anyone|he|she|they .. see|check|treat|attend|examine me|us|him|her|my|it|on,
    nifix|nifixie, ako saturday|sunday|kesho|leo|monday|tuesday|friday|in|available, which slots|times, slots are open, any times left, times|slots left, have|got time for me|us|him|her, for cleaning|filling|checkup|vaccine please|pls, let me come, #want .. remove|extract|fix|clean|straighten|fill .. tooth|teeth, mnitengee, nitengee, nitengeeni, nipeleke kwa daktari, kumpeleka .. mama|mtoto|baba|hospitali|daktari,
 nataka kurekebisha|kutoa|kung|kujaza|kusafisha|kuziba .. meno|jino, be attended to, see to me, arrange for me|us|him|her,
    put my name .. for|on|down, any gap, times .. not taken, which times|slots|days are, pop in|by, niwekeni .. orodha|kwa, mnipokee, mnipee|nipee|nipe .. slot|nafasi, small slot, when can you take him|her|me|us, hasnt had .. needle|jab|vaccine, #can i kam, fix me .. in, my wife|mum|child needs to start, want .. vaccinated|checked|seen|treated|tested, kucheck .. teeth|macho|meno|eyes, nataka kucheck|kufanya|kutoa, slot ya jioni|asubuhi|kesho|leo,
 take him|her|me in|on, nahitaji huduma, kuna opening, any opening, opening yoyote,
    check up|checkup|test|scan please|pls, naweza pata|kupata .. daktari|slot|nafasi, can|could my ..
    come|see|get|be|have, i .. see #doctor, when .. doctor|dentist .. available|in|there|free, is the ..
    in|available|free|around .. today|tomorrow|on, nataka .. kesho|leo|jumatatu|jumanne|ijumaa, want ..
    tomorrow|monday|tuesday|wednesday|thursday|friday|saturday, niandikie*, mniandike, mniwekee, mtuwekee, tuwekee,
    nipangieni, mnipangie, nikuje kuona, aje kuona, nikuje na mtoto, come in .. tomorrow|today|on, tukuje, namleta,
    nimlete|tumlete, nakuja kuona daktari, available .. slots, #may kam|come, naomba daktari, leta mtoto, ataonwa,
    anaweza onwa|kuonwa, ataweza kuniona, kuna time, iko slot, uko na slot, uko|mko na nafasi|time|space, vaccinate my,
    needs to see, need to bring, bring .. for .. vaccine|jab|checkup, i need to be, nipimwe, nataka kupima, kupimwa,
    nifanyiwe, kufanyiwa, like|want him|her|them to, have
    mon|tue|wed|thu|fri|sat|monday|tuesday|wednesday|thursday|friday|saturday, help me .. appointment|slot, ni lini
    naweza, lini naweza kuja|pata, can|could .. have .. appointment|slot, nataka .. #doctor, ~chek ..
    daktari|mtoto|macho|meno, nicheki*, acheki*, nitapata .. daktari|nafasi, nipate .. slot|nafasi|daktari, ningependa
    .. kuona|kuja|daktari|miadi, kuonana, naulizia nafasi, nafasi ya _, how do|can i .. book|get .. appointment, niko
    free .. kuja, nahitaji _ kipimo|chanjo|daktari, book, booking, bookings, bookin, schedule, reserve, bokea, buku,
    nibuku, ~buk, ~book, ~schedul, bookings for, #want .. #visit, #visit please|pls|tafadhali|plz, ^ #visit $, ^ #visit
    for|ya|kwa, #visit .. #want, ni #visit ya, get|need|have|give|gimme|lemme|make|set|fix|find|secure .. #visit,
    ~pat|~tafut|~pang|~andik|~wek .. miadi|appointment|nafasi|slot|kipimo, ~wek nafasi, ~wek ..
    slot|nafasi|miadi|appointment, ~wekee, ~wek
    j3|j4|j5|jumatatu|jumanne|jumatano|alhamisi|ijumaa|jumamosi|kesho|kati|leo, ^ miadi|appointment ya|kwa|with|for,
    #want .. #room, any|a|free|get|find .. #room, #room .. free|available|zipo|ipo|iko, kuna|kuko|mko|iko|pana #room,
    kuna|mna|mko .. #room, na nafasi, ~pat .. nafasi, ana nafasi, ina nafasi, nafasi ya, nafasi .. kuona|daktari, is
    there .. #room|anybody|anyone|anything, do|did you have .. #room|anything|something|time, have room, have space,
    fit|squeeze|slot|squeezed|put me|us|him|her|in, squeezed in, fit .. in, put me|us|him|her down, walk in, be
    squeezed, see|meet|visit|consult a|the|my|any|your|with? #doctor, see doctor|dentist|doc|dr|daktari|nurse,
    want|like|need .. to see, see someone|somebody, see him|her|them|me|us|my|this, someone|somebody|anyone ..
    look|see|check, look at, check|examine .. me|him|her|it, be seen, get seen, get
    checked|tested|treated|vaccinated|immunized, need .. checked|tested|fixed|done|removed, need|want ..
    dentist|doctor|test|check|checkup|scan|daktari|cleaning|filling, look at my|her|his, ~on ..
    daktari|doctor|dentist|nesi|nurse|dr|dakta, ~onan|~onana na, ~onw .. na|leo|kesho, kuonwa, aonwe, nionwe, waonwe,
    kumuona, kumwona, #may ..
    kumwona|kumuona|kuniona|mwona|muona|kunipokea|kumdunga|kumuanzishia|kunisaidia|kuonwa|kuona|kupata, mnaweza ..
    mwona|kumwona|kunihudumia|kumhudumia|kumpima|kunipima|kunicheki, #want ..
    kuja|come|coming|nije|kam|kupimwa|kukaguliwa|kusafishwa|kungoa|kuchanjwa|kuchunguzwa|kucheki|kutibiwa|apimwe|aonwe|achanjwe|kuanza|aangaliwe|awekewe|ling*|kumleta|kuleta|kuwekewa|kuziba,
    #can i|we|he|she|they|somebody|someone|u|you .. come|bring|see|be|stop|drop|pass|get|pop|visit|do, may i|we come,
    can i|we stop by, #may .. #come, #may come, would .. like|love .. to come|see|bring|visit, i|we|she|he|they .. #want
    .. to come, how about .. come, when|what time can|could i|we|she|he .. come|bring|be|see, is it|that possible ..
    come|seen|see|sunday|today|tomorrow, like .. to come, i come|bring, #want .. bring, nimlete, tumlete, nilete, aje,
    nije|nikuje kesho|leo|lini|jumatatu|ijumaa|saa, nimpeleke, nije lini, checkup|appt for my|our|a, iko free, lemme|let
    me have, hajapata chanjo, #can i .. bring, dr|doctor|nurse|dentist|daktari|nesi ..
    free|available|around|in|yuko|yupo|lini|atakuwepo|anapatikana|patikana|hupatikana|yuko|duty, is dr|doctor|nurse|the?
    .. free|available|around|in, is she|he available|free|around|in|there, yuko|yupo|uko|yuko|ako ..
    lini|kesho|leo|jumatatu|jumanne|jumatano|alhamisi|ijumaa|jumamosi|asubuhi|mchana|jioni|free|available, are|r|is
    u|you|doctor|dentist .. free|available, kuna daktari, kuna dentist, atakuwepo, mnipime, apimwe, achanjwe, natafuta
    .. clinic|daktari|doctor|dentist|nafasi, looking .. for|to .. #visit|see|doctor|dentist, i|she|he .. like|love ..
    doctor|nurse|dr, want|need .. #time, i|we want|need|d|prefer .. oclock|pm|am, #can we do,
    earliest|first|soonest|next available|opening|slot|you, first available, earliest .. see, anataka|wants|anahitaji ..
    daktari|doctor|chanjo|kuonwa, she|he|dad|mum|mama|baba .. needs|need|like, she|he d like, #can ..
    remove|do|check|fix|look|clean|extract|fill my|me|her|his, #can the? dentist|doctor|nurse|dr ..
    see|check|remove|look, #can dr, is dr, time for|with dr|doctor, nipeni|nipe|nipatie|nitafutie|nifanyie ..
    nafasi|miadi|saa|kesho|jumatatu|ijumaa|slot, nitafutie, atafutiwe, muwekeeni, mpangie, nipangie, acha nije, bring
    my|the|her|him, #may .. kumleta|kuleta|nimlete|nilete|kupata, could .. look|get|have, ~leta mtoto|mwanangu|mama,
    kumleta, kuanza kliniki|clinic|anc, #want .. #doctor, #want .. chanjo|sindano|checkup|vaccine|vaccination, test for,
    #can we start .. with, do my, naweza .. pata|kupata|pat, when|lini .. available|free, i come see, came to see, due
    for, #can i .. see, would like .. eye|dental|general|a|an .. test|check|checkup
  `),
  /** Whether somebody is there on a day: who asks that wants to come. */
  'doctor on a day': phrases(`
    kuna|mna|mko|muko|mpo na? #doctor .. #dayname|leo|usiku|today|tonight|now|sasa|saa|tarehe|wiki, #dayname .. kuna|mna|mko na? #doctor, #doctor .. anafanya|hufanya kazi #dayname|leo|siku, is|are|do|does .. #doctor .. working|work|there|in|around|available on|today|tomorrow|#dayname, which|what|nani|gani #doctor .. free|available|around|in|yupo|yuko, #doctor gani|yupi .. yupo|yuko|atakuwepo|anapatikana,
    when|days|lini|siku is|are|gani .. #doctor|nurse .. in|around|there|available|coming|working, #doctor .. anakuja|anakuwa|anapatikana|huja|hupatikana .. siku|lini
  `),
  room: phrases(
    '#room, nafasi, free|available|open times|time|slots|dates|days, times|slots|dates free|available|open',
  ),
  'room.not': phrases(
    'vacancies, vacancy, waiting|living|bed|chumba|which|clinic|consultation room, room number, no room, nafasi yangu, my slot, chance, no chance, any chance to talk',
  ),
  'proposes a visit': phrases(`
    what|how about, if possible|available, fine|good|ok|okay with|for me, would|will|wil .. work|do|suit|be fine|good, #dayname .. works, possible, any chance, itafaa|inafaa|yafaa, ikiwezekana, kama inawezekana|kuna, tayari kuja, niko|nipo free|tayari, please, pls, tafadhali, naomba, kindly
  `),
  'proposes a visit.not': phrases('^ #please? _ #please? $, ^ #please? _ _ #please? $'),
  'a doctor': phrases('#doctor, dr, dkt'),
  'book.not': phrases(`
    lina|ina|zina|tawi|branch .. #doctor wa,
    did|have you book|booked|put me|us, have my booking|appointment,
    daktari|doctor .. mko|mpo|uko salama|sawa|poa|wazima|aje, have|got no .. #visit, no appointment, set .. back,
    had a? fit, daktari|doctor|dr _ kama yupo|yuko, #want .. kujua|know|ask|kuuliza, naomba|nataka kuuliza, can you check .. if|whether|my appointment|my booking|records,
    kumhudumia mtu aliyewahi, put me down for .. or, did you put, booking yangu .. iwe, miadi ya .. iwe,
    vacancies for, vacancy for, job, kazi .. mko, kuonana $, kwaheri ya kuonana, another person,
    slot .. anything earlier,
    aliye na nafasi, only time, yeyote .. nafasi, whats your schedule, your schedule, kuna|mna|mko ..
    daktari|dentist|mtaalamu wa, mna daktari, thank*, never booked, double booked, i never booked, no booking, didnt
    book, booked, when is|was|are my|the, nafasi yangu, mniwekee nafasi, niwekee nafasi yangu, time .. see|seeing
  `),
  /** As plain as that, a question beside it does not make it one. */
  'book.strong': phrases(`
    can|could|may i|we come|book|bring|see, #may kuja|kupata nafasi|come|kuona, book me|an|for, #want
    miadi|appointment|nafasi|kubook|to book|kuja, want to book, i .. book, naomba .. nafasi|miadi|daktari, any slot,
    doctor|nurse to see, nikuje .. lini, nimlete, ~wekee
  `),
  /** Speaks of a visit that there is. */
  has: phrases(`
    muda|siku|saa|tarehe|wakati nilio*|niliyo*|nilizo*|mlizo*|mlio*|mliyo*|uliyo*|ulio*, i had #dayname, ratiba|siku|saa|muda yangu|yetu, ile|hiyo|hio booking|appointment|ya,
    mlini*|mmeni*|mliyoni*|uliyoni*|ulini*|umeni* siku|saa|tarehe|miadi|appointment|date|time|ya|for|on|jumatatu|jumanne|jumatano|alhamisi|ijumaa|jumamosi|jumapili, siku|saa|tarehe|miadi|time|date|appointment|day .. mlini*|mmeni*|mliyoni*|uliyoni*, niliandikish*, nimeandikish*, niliandikiw*, nimeandikiw*, nilipangiw*, nimepangiw*, niliwekew*, nimewekew*, nishabook, nimeshabook,
    nilipewa|nimepewa|nilichukua|nilipata .. #visit|siku|tarehe|date|slot|saa, i|we was|were|am booked|given|scheduled, i|we booked|scheduled|picked|chose, nilikuwa nije|nikuje|na, #visit .. on|for|ya|is|ni|iko, clinic|kliniki yangu|yetu|yake, hiyo|ile kitu|yangu|ya,
    my|our|his|her #visit, #visit yangu|yake|yetu|zangu|langu|yao, had booked|a booking|an appointment, nimebook,
    nilibook, nilipanga, am booked, was booked, already booked, i booked|made, hiyo|ile|that
    miadi|nafasi|appointment|booking, nina|niko .. miadi|appointment, #kin .. #visit, #visit .. ya #kin, nilikuwa ..
    nije, the booking|appointment, miadi .. ya #kin
  `),
  /** The word itself says move. */
  move: phrases(`
    ~ongez|~ongezee muda|time, nije|nikuje baadaye|baadae, lets do #dayname, tarehe|siku|date .. mbali|far, ya mapema kuliko, extension,
    can|could|may i|we come|be|do .. earlier|later|sooner, sooner|earlier|later than my|the|our, is there any|some|another other? day|date, can|could|may my|our|the #visit|slot be, #visit|slot .. clashes|collides|clashing|coincides, want|wanted|asked to come on|for .. #dayname not, swap|switch to the|a, cant|cannot do mornings|afternoons|evenings|weekends|weekdays, need|want|prefer a? later|earlier|sooner #visit|slot,
    ~pang|~pangi upya|tena, shida na hiyo|hio|ile tarehe|siku|saa|date|time, asked for .. not|but, booked|put|wrote me at|on|for .. but|asked|instead, not tomorrow|today|#dayname .. #dayname please|pls|is|works|tafadhali, #dayname hapana|no|siwezi .. #dayname ndio|ndiyo|yes|sawa|poa|is|fine,
    an|one|two|a|1|2 hour|hours|week|day|days|minutes later|earlier, saa|siku|wiki moja|mbili mbele|baadaye|baadae, put me|us at|on, #dayname .. longer|not works|work|good|possible, later|earlier in the week|day|month, #want siku|saa|muda|tarehe|date|day|time tofauti|nyingine|ingine|different,
    iweke|iwekeni|uiweke|muiweke|mwiweke|ifanye|ifanyeni|uifanye|muifanye|tuifanye .. #clock, ~tafut|~tafuti|~pat|~pati|~pang|~pangi|give|find|need|get .. #other date|day|time|siku|saa|muda|tarehe, ~tafut|~tafuti|~pat|~pati|~pang|~pangi|give|find|need|get date|day|time|siku|saa|muda|tarehe ingine|nyingine, need|want a? new|different|another date|day|time,
    ~pelek|~peleke ile|hiyo, ~peleke .. hadi|mpaka|to, #appt|ratiba|siku|saa yangu|yetu|yake .. ~badilik|~badilish, picked|chose|booked|selected .. mistake|wrong|wrongly, nilichagua|nilibook .. kimakosa|vibaya, meant .. #dayname .. not|instead, i meant #dayname,
    nihamish*, mnihamish*, tuhamish*, ihamish*, ~hamish .. hadi|mpaka|kutoka|iwe, ~song, ~sukum .. #visit|siku|mbele|hadi|mpaka|to|iwe|nyuma, #visit .. ~sukum, ~rudish nyuma|mbele|mapema .. #visit|hadi|to|mpaka|iwe, ~rudish .. mapema|nyuma|mbele .. siku|kidogo|miadi|appointment, #visit .. ~rudish nyuma|mbele, #visit .. inaeza|inaweza|yaweza|iwezekane|inawezekana kuwa|iwe|kuja, can|could .. #visit .. be|become .. #dayname,
    iweke|iwekeni|uiweke|muiweke|mwiweke|iwekwe|ifanye|ifanyeni|uifanye|muifanye|tuifanye|ikuwe .. #dayname|saa|tarehe, ibadilishwe, ipelekwe, isongezwe, isukumwe, ihamishwe, irudishwe, iahirishwe, isogezwe, shift|change|move|push|switch|~chang iwe|hadi|mpaka, fanya|fanyeni|tufanye|make .. instead|badala, meant .. not|sio|si|siyo _, #visit .. help .. change|shift|move,
    niweke|niwekee|mniwekee|mniweke .. badala|instead, #bad_time .. #other, #other|ingine .. badala, day|date|time|siku|saa|tarehe i|we was|were given, day|date|time|siku|saa .. i was given .. change,
    #appt|#visit .. tuifanye|tuiweke|iwekwe|isogezwe, tuiweke|tuifanye, ~pelek mpaka|hadi|to, booking|appointment|miadi peleka|pelekeni, switch .. iwe, day|week earlier|later, come .. day earlier|later, nirudishe|nirudishie|rudisha .. wednesday|thursday|monday|tuesday|friday|tarehe|jumatatu|jumanne|jumatano|alhamisi|ijumaa, tupange siku nyingine|ingine,
 nije mapema zaidi, mapema zaidi ya, for .. would be better, change of plans,
    booking|miadi|appointment yangu .. iwe, booking|appointment yangu na dr|daktari .. iwe, appointment .. mnaeza|naeza|can move|shift, mnaeza|naeza move|shift to|hadi, #appt yangu na _ _ iwe,
    tomorrow|today|monday|tuesday|wednesday|thursday|friday|saturday|am|pm .. become, picked|chose|booked|selected .. wrong day|date|time, meant _ not _, slot .. anything earlier|later, anything earlier|later, let it be .. not, let it be on, came|come in? on _ and not, and not on? monday|tuesday|wednesday|thursday|friday|saturday|sunday, ~pelek jumanne|jumatatu|jumatano|alhamisi|ijumaa|jumamosi|kesho|friday|monday|tuesday|next|wiki,
 ~pelek .. miadi|appointment|booking|slot, miadi .. ingojee|isubiri, ~tafuti siku|date .. mbele|nyingine|ingine, siku ya mbele, #visit|slot .. iende|iwe|ipelekwe|ihamishwe, my slot .. iende|iwe, date|day|siku .. si poa|haifai|hainifai .. weka, haitawork, haiwork, haitaniwork, #other|ingine date|siku|time|saa .. ya kumleta|kuja, tupee|nipee|mnipee|nipe|nipeni|mnipatie|nipatie another|ingine|nyingine|date|siku .. ingine|nyingine|date|another,
 earlier|later slot .. than|kuliko, booking|miadi|appointment .. iwe, change iwe, change .. to|iwe, ~push|kupush|kushift|nishift*|kumove|nimove*|~shift|~move .. appointment|slot|time|booking|miadi|hadi|to|iwe|mbele, ~shift, mnaeza|can|please move|shift to, appointment .. move|shift to, mnipangie|nipangie|mnitafutie|nitafutie|niwekee|mniwekee siku|saa|tarehe|time|date nyingine|ingine|another, something|kitu came up .. can|could|friday|another, something came up .. do, earlier .. than the one, id|i rather come|do|have,
 tufanye alhamisi|ijumaa|jumatatu|jumanne|jumatano|jumamosi|friday|monday|tuesday|thursday|wednesday|saturday, badala, kuliko saa|ile, instead,
    appointment|visit|booking .. be .. pushed|moved|changed|shifted|rescheduled|brought, can|could we make it, was|were
    to come .. but, kuipeleka, ~pelek .. miadi|appointment, later in the day, was booked for .. but|can|could, isiwe,
    another|different time for|please, find me another, any chance of .. earlier|later, move|shift|push me, be
    moved|pushed|shifted|changed, ~hamish booking, tusogeze, lets .. instead|rather, swap .. days|times, come
    earlier|later than, earlier|later than planned|that, muda .. ubadilike, niletwe mbele, nipe siku nyingine, tupange
    upya, panga upya, rebook, re schedule, re book, mabadiliko .. miadi, reschedul*, resched*, rescedul*, reshedul*,
    reschedu*, kureschedule, nireschedul*, postpon*, ~postpon, ~reschedul, kupostpone, ~ahirish, ~sogez, ~sogea|~sogeze,
    ~sukum .. miadi|appointment, isogezwe,
    change|move|shift|push|switch|swap|bring|transfer|adjust|put|take|edit|alter|modify .. #visit|#appt,
    change|move|shift|push|switch|swap|adjust .. #time|me|it, change|move|shift|push|switch .. to|forward|from|back,
    bring|push .. forward|back|earlier, bring .. appointment|visit|booking .. forward|earlier,
    ~badilish|~badil|~change|~chenj .. #time|#appt|iwe|to|hiyo|kesho|jumatatu, ~badilish iwe, kubadili|badili ..
    siku|saa|miadi|tarehe, ^ badili|badilisha $, kuchange .. date|time|day|appointment, ~badilishi iwe|to|basi|siku,
    ~hamish .. miadi|appointment|siku|to|iwe|tarehe|jumanne|thursday|_, kuhamisha, nihamishiwe, mnihamishe, nihamishe,
    ~hamishi, #visit .. iwe|tuipeleke|naitaka|ipelekwe|isongezwe, ^ iwe, naitaka, nataka|naomba iwe, #no iwe, hapana
    iwe, tuipeleke, #visit .. nyuma|mbele, miadi .. iwe, kesho iwe, instead, badala ya, rather than,
    earlier|later|different|another|new slot|time|date|day .. than|for my|instead, later|earlier|different|another
    date|time|day, #other #day .. miadi|appointment, mapema zaidi .. miadi|kuliko, muda|siku|saa mwingine|nyingine ..
    miadi|appointment, #visit .. #other #day|date, nilikuwa .. nije .. nataka|naomba, nilikuwa .. nije .. lakini,
    wanted|was .. supposed .. but, actually .. make it, actually|rather on
    monday|tuesday|wednesday|thursday|friday|saturday|sunday|tomorrow, make it .. instead, #appt .. mbele, come
    another|a different day|time, day .. inabadilika, ~song .. miadi|mbele, prefer ..
    another|different|other|earlier|later, delay my appointment|visit, ~bring .. #visit .. forward,,
    tubadilishe, mbadilishe, niweke .. badala, ^ move|change $, defer .. #visit|it, push it, nipeleke .. mbele, acha
    iwe, peleka mbele, #no .. acha iwe
  `),
  'move.not': phrases(`
    bring .. for my|the|a, which|what matatu|bus|route|road|stage .. take, take .. to the .. clinic|hospital,
    nitafika|tutafika|ill be there .. badala|instead,
    night|day|evening|morning shift, shift yangu|yetu|ya, kutoka|nikitoka|natoka .. shift, my|work shift, ~song .. foleni|traffic|njia, foleni|jam|traffic|gari|magari|line .. ~song, change the|my time zone,
    should|must|can|do i bring, badala ya saa .. njiani, niko njiani, nimepata dharura, kumpeleka, ~pelek mama|baba|mtoto|mwanangu|hospitali, sitaki kuhama, naomba miadi ya mwanangu, jina,
    miadi ya mwanangu, ~badilish .. jina|namba|nambari|simu, iwe kiswahili, bring them, badilisha lugha, lugha iwe, ~badil lugha, kubadili lugha, bring them
    along, ~badilish .. lugha|jina|namba|nia|dawa|tawi gani, change .. language|name|number|mind|phone|dressing|bandage,
    badili .. lugha|jina|namba, moved to|house|back, move house, move to another town|house|place|city|county|estate|area|country, move to a|the|our|my|nairobi|kisumu|mombasa|nakuru|eldoret|thika|town|shags|abroad, nimebadilisha namba|nia|simu, bring|brought
    him|her|along|me|them, bring my son|daughter|child|baby|mother|husband|wife|kid|kids, dont change|move|reschedule,
    kiswahili|kiingereza|english|lugha .. ~badilish, change .. my .. wound|filling|glasses, nibadilishie lugha,
    umebadilisha|mmebadilisha .. namba, owner .. changed, switch .. english|swahili|kiswahili, take .. tablets|medicine,
    put me|us|him|her down, language .. instead, rudi mwanzo
  `),
  /** Proposes another time; with "I cannot come" it is a wish to move. */
  proposes: phrases(`
    #dayname|kesho niko|nipo|is|iko sawa|free|fine|poa|ok|okay|good|better, nije|nikuje #dayname|kesho,
    ~pang, ~pangi, ~hamish, ~hamishi, ~song, ~sukum, ~badilish, ~badilishi, ~tafuti, ~andik|~andiki|~andikish, #dayname .. itakuwa poa|sawa|better|inafaa|inanifaa|works|ok|okay|fine,
    #other #day, can|could we|i|you|u .. do|come|make|have|get, what|how about|abt, ~wek|~wekee,
    nipe|nipeni|nipatie|mpeni|mpatie, tufanye, naomba .. siku|tusogeze|iwe|nije|kuja, instead, iwe, tusogeze, is
    another, next week .. possible, #may .. #come, naweza|naeza .. kuja|nije, nije, could .. move, ~sogez, ~ahirish,
    labda|maybe, badala, i prefer|want|need, nataka, rather, free on|from, let me|us .. come|do, lets do|make|say,
    pengine, unless, tuweke, book me, hadi
  `),
  'proposes.not': phrases('sidhani .. nitaweza, mlini* , mmeni*, nili*|nime*|mliyoni*'),
  /** Something stands against the visit that there is: with a new time for it, it is a wish to move. */
  but: phrases(`
    but, bt, lakini, ila, kumbe, however, unfortunately, sadly, too early|late|soon|far, mapema mno|sana, kuchelewa sana, asubuhi sana, bad for me, not good|ok|okay|convenient|possible|suitable, hainifai, haifai, haifanyi, ni mbaya|ngumu, boss, job, kazi, school, si nzuri|poa, sio poa|nzuri, isnt good|convenient, actually, instead, badala, sasa nataka|naomba, help me change, not free, nimekumbuka, nimepata, forgot i, just remembered, clash*, sitakuwa, siko
  `),
  'wants new': phrases(`
    #want|nilikuwa|better|weka|niweke|niwekee|mniwekee|niwekeni|nipange|nipangie|nipangieni|mnipangie|make|do|fanya|fanyeni|tufanye|can|could|iwe|prefer|rather|possible|please|pls|tafadhali|nije|nikuje|naweza|naeza|try|give|hebu|labda|iweke|is|hows|about
    .. #dayname|saa|tarehe|later|earlier|nyingine|ingine|another|different|next|mapema|ijayo, nipangieni|nipangie|mnipangie|nipeni|nipe|niwekee|niwekeni nyingine|ingine|another
  `),
  'wants new.not': phrases('kujua|know .., please .. tell|confirm|remind, dont want'),
  /** The time that there is does not suit. */
  clash: phrases(`
    that|the time|day|date|slot .. too|clashes|clash, hiyo|ile saa|siku|time|date|day|slot .. niko|nina|sio|si|haiwezekani|hainifai|haifai|ngumu|mapema, siku|saa|date|time mliyonipa|mliyonipatia|uliyonipa, clashes, doesnt|dont|wont work anymore|for|again, i am|im travelling|traveling|busy|away|working|engaged,
    have to travel|work, nimeshikika, nimebanwa, nimepata udhuru|safari|kazi|dharura, siko town|mjini|free|around, nitakuwa _ , had booked .. for, you booked me, nilipanga kuja, nilikuwa nije|nikuje, change of plans, haiwezekani, haitawezekana, mapema sana, too early|late, my visit|appointment on, have an appointment on .. but, nina miadi .. lakini,
    siku|saa|time hiyo niko|nina, niko|nko na exam|meeting|safari|kazi|mazishi|harusi|wedding|burial|shift, nina exam|meeting|safari|kazi|mazishi|harusi
  `),
  'clash.not': phrases('im|am away, was late, nitakuwa free|available|hapo|huko|sawa|tayari|poa|pale'),
  /** And another is asked for. */
  another: phrases(`
    can|could it|we|i|you, give me, another, better, later one, make it, let me come, ill come, naomba|nataka|nipe|nipeni|nipatie|mnipatie|tuifanye|tuiweke|iwe|tufanye|labda|weka|nije|nikuje, do you have, get a slot, day earlier|later, to|hadi|mpaka
    monday|tuesday|wednesday|thursday|friday|saturday|sunday|jumatatu|jumanne|jumatano|alhamisi|ijumaa|jumamosi|jumapili|next, kuna later|nyingine|ingine, ~wek|~pang|~pangi|~tafut|~tafuti|~pe|nipe nyingine|ingine|tofauti
  `),
  cancel: phrases(`
    itoeni|iondoeni|zitoeni|itoe .. system|list|orodha, itoeni, haina haja,
    haja ya .. kuja|miadi|appointment, no need .. to come|for|of .. #dayname|today|leo|appointment|visit|booking|coming, no need for|of my|the|that|this|#dayname, !hitaji|!hitaj .. miadi|appointment|tena|kuja|booking|nafasi, ~ondo|~to mimi|sisi|mtoto|yangu, ~ondo .. list|orodha, longer need|want|require|wish|needed .. to|the|that|my|it|this,
    free|release|give up .. my|our slot|appointment|spot|place, achana|achaneni na .. #visit|yangu, ~achi|~achilie .. mtu mwingine, ~pe|mpeni|mpatie mtu mwingine .. nafasi|slot, amua .. kwingine, found|went to|got another|different clinic|hospital|doctor .. please|so|thanks,
    remove me from .. list|for|tomorrow, remove me from the,
    ~fut, drop my, take me off|out, niondoe*, mniondoe*, nitoe .. list|orodha, mnitoe, withdraw, forget about .. appointment|booking|visit, never mind .. appointment|booking, dont want .. appointment|visit|booking, sihitaji tena, stop
    my|the appointment, miadi .. iondolewe|isitishwe|ifutwe|itolewe, achana na miadi|appointment, sitaki tena
    miadi|kuja, i changed my mind .. appointment, cancel, cancell, cancle, cansel, cancelation, cancellation, canceling,
    cancelling, ~cancel, ~kansel, kansel, kensel, ~cancle, cancelia, futa, fta, futeni, ~futi, ~ghair, ghairi, ~ghairi,
    naghairi, ghairini, ~batilish, batilisha, ~katish|~katiz .. miadi|appointment|hiyo|ile, katisha, kukatiza,
    ~ondo|~ondole .. jina|miadi|appointment|nafasi|booking, iondoeni, iondoe, ondoa|ondoeni miadi|jina|appointment,
    toa|toeni|mtoe miadi|appointment|jina|booking, end|stop|scrap|delete|remove|drop|void|abort|withdraw|terminate|undo
    .. #visit, remove|take|delete .. my|her|his|our name, delete|remove|scrap|drop .. one|it, call off, call it off,
    ~sitish .. miadi|appointment|booking, sitisha .. miadi|appointment, no longer need|want|require .. #appt, dont
    need|want .. #visit .. anymore|any|more, sihitaji|sitaki tena, sihitaji .. miadi|appointment, sitaki ..
    miadi|appointment, mpeni|mpeeni|mpe|peaneni .. mtu mwingine, give my|the slot .. someone|somebody|another
  `),
  'cancel.not': phrases(`
    mmeghairi|umeghairi|mmefuta|umefuta|mmecancel|umecancel|mmeicancel|umeicancel|mmekansel, nani|mbona ~cancel|~fut|~ghair|~ghairi|~kansel, did|have|has you|u|they|someone|somebody|anyone cancel|cancelled|canceled,
    stop .. #visit .. reminders|messages|sms, stop sending, remove|take .. from|off .. sms|messages|message|reminders|group, remove .. name .. sms|messages, drop my results|son|daughter|child|kids|report, withdraw my complaint|consent|question, ~fut namba|nambari|number|data, mlifut*, mmefut*, why .. cancel,
    cancel .. step|message|answer|reminder|reminders|menu, cancel take|go|back,
    no need for .. card|id|money|appointment to, longer need|want .. messages|reminders|sms|texts, longer need|want .. tooth|glasses|braces,
    please .. dont cancel, dont|not cancel .. #visit, cancel my visit|appointment .. dont, usicancel, msicancel,
    natafut*|nitafut*|atafut*|kutafut*|tunatafut*|tafut*|utafut*|tutafut*|watafut*|mtafut*|itafut*|zitafut*|ntafut*|ametafut*, any|a|some|get|had cancellation|cancellations, someone|somebody|anyone cancels|cancel, ujumbe, sitaki tena ujumbe|sms|meseji|message*,
    dont|not|never|didnt|wont cancel|delete|remove|drop|give, dont|not|never|didnt want|going|trying|wishing|meaning to cancel, msini* , !fut, !cancel, !ghair, !sitish, !kansel,
    sitaki .. kufuta|kucancel|kughairi, nilifuta, tulifuta, ilifutwa, cancelled|canceled .. on me, uber|bolt ..
    cancelled|canceled, was|been|is|got cancelled|canceled, ujumbe .. nilifuta, who|why|nani ..
    cancelled|canceled|cancel, ~fut .. ujumbe|sms|message, cancellation .. fee|policy|charges, not a cancel*, deleted,
    ondoeni|ondoa namba|number, remove .. number, remove .. tooth|stitches|wisdom|jino, end of, ~fut machozi
  `),
  cannot_come: phrases(`
    sikuji, hatukuji, hatuji, hakuji, sikujii, sitapatikana, hatutapatikana, hatapatikana, leo|kesho nimeshindwa|imeshindikana, cant|cannot|wont do|make|manage #dayname|today|it, #dayname .. sitaweza|siwezi|cant|cannot,
    wont|cant|cannot make #clock|it|that, sitaiwahi, hatutaiwahi, sitawahi,
    siwezi|hatuwezi|sitaweza|hatutaweza toka|kutoka|safiri|kusafiri|tembea, sina|hatuna|bila nauli|fare|transport|usafiri, no fare|transport|money .. to|for come|coming|travel,
    #dayname|leo|kesho|hiyo|siku siwezi|siezi|sitaweza|sitawezana|hatuwezi|sitoweza|cant|cannot, sitawezana, hatutawezana, sitafika, hatafika, sitokuwepo, sitaweza .. kufika,
    sitakuwa available|around|free, wont be available|around|free|in, sitakam, sitacome, sitamake, sitaattend,
    something came up|has come up, not possible .. come, fail to|come make|attend, i have to cancel my coming,
    nimeshindwa kuja, hatutafika, sitafanikiwa, sikufika, nitashindwa, tutashindwa, hataweza, hatuwezi kuja, mambo
    yamekuwa mengi, nimepata dharura, wont reach, not .. coming, wont .. attend, out of town, sitamake, sita make it,
    siwezi make, sitaweza make, staweza, sidhani nitakuja|nitafika, #cannot ..
    come|coming|attend|reach|manage|show|arrive|honor|honour, #cannot make it|tomorrow|the|my, #cannot get there, not ..
    able .. to .. #attend, will|would|shall not be? .. come|coming|make|attend|manage|reach|there, not|isnt|arent
    coming, no longer coming, not going to make|come|attend, unable to #attend, dont expect me|us|him|her, not be ..
    coming|there|available|around, will .. miss my|the|our, have to miss, not .. manage to come, #cannot be .. able ..
    to, #cannot be there, dont think .. make|come, not .. make it, sitakuja, hatutakuja, hatakuja, sitokuja, siji,
    siwezi|sitaweza|sitoweza|siezi|hatuwezi|hatutaweza|hataweza|hawezi|hawataweza|siwes|siez|sitaeza|hatutoweza|hatoweza|hatuezi|sitawez
    .. kuja|kufika|kam|come|kumleta|kuhudhuria|rudi|kurudi|njoo|fika|make|kuleta|attend|kukuja|kuwa|kuwepo, !fik,
    !hudhuri, sitahudhuria, hatahudhuria, haitawezekana, haiwezekani, haitowezekana, sitaweza $, sitoweza $,
    sitaweza|sitoweza|hataweza|hatutaweza|siwezi
    siku|hiyo|kesho|leo|jumatatu|jumanne|jumatano|alhamisi|ijumaa|jumamosi|jumapili|tena|tomorrow|tarehe|wiki, ~kos
    miadi|appointment, ntakosa, nitakosa, tutakosa, #cannot on|at #dayname|#clock, ill|will|gonna|going miss|to it, sitakuwepo, hatutakuwepo, hatakuwepo,
    sitakuwa .. hapo|mjini|huko, sina uwezo|namna|njia .. kufika|kuja, sidhani .. kuja|fika|nitaweza,
    nimeshindwa|tumeshindwa|nashindwa kuja|kufika, sita kuja|fika|weza, sitaweza, sitoweza, not available
    on|that|tomorrow|at|this|monday|tuesday|wednesday|thursday|friday|saturday, that .. time|day .. doesnt|wont .. work,
    hainifai, miadi .. nitakosa, #cannot $, i cant|cannot $, i wont $
  `),
  'cannot_come.bare': phrases(
    '^ siwezi|siezi|sitaweza|sitoweza|hatuwezi|hatutaweza|cant|cannot, ^ no|hapana siwezi|siezi|sitaweza|cant|cannot',
  ),
  'cannot_come.bare.not': phrases('siwezi|siezi|sitaweza ku*'),
  'cannot_come.not': phrases(`
    ntakosa|nitakosa|tutakosa kazi|shule|mtihani|job|class|hedhi|period|nauli|dawa, wont|not miss it,
    time hainifai, make it on time, #cannot come .. before|earlier, #cannot wait, siwezi
    kulala|type|kula|kutembea|kupumua|kuongea, hainifai, cant|cannot .. see|read|sleep|eat|walk|open|find|breathe|chew|swallow|hear|stand|bend|afford|remember|follow|stop, cant|cannot .. get air
  `),
  confirm: phrases(`
    nitajitahidi|tutajitahidi kufika|kuja, tuko pamoja, pale pale, tutaonana #dayname|hiyo|hapo, #dayname tuko|niko|nipo|tupo $, ntakuwa|nitakuwa apo|hapo|ready|tayari, niko|tuko|nko ready|tayari kwa, kama tulivyo*|ilivyo*|mlivyo*,
    sijasahau, not|havent forgotten, copy that, ~on nitakuja|ntakuja|nitafika,
    mtaniona, mtatuona, ^ will do, ^ ok|okay|yes will do, ill|will|shall|well be at the? clinic|hospital|westlands|there,
    wouldnt miss, expect me, so? im in $, im in so, mnitarajie, nitarajie, mtanitarajia, lazima nifike|nije, nafika kama, kama mlivyonipangia|tulivyopanga|tulivyoongea, nitashow, im in tuonane, definitely coming, keep my slot .. coming, niko ndani, ill show up, will show up, nitatokea, nitajitokeza, count on me, tutaonana hiyo siku,
    niko njiani kesho, nipo, tupo, will make it, yes .. coming, iko sawa nitakuja, will be present, naja, tutakuwepo,
    nitahudhuria, ntafika, atakuja, ill be around, ill definitely, planning to come, appointment .. stands|confirmed,
    tukutane kesho|jumatatu, i have confirmed, nitakam, am coming, confirm, confirmed, confirming, confirmd, comfirm,
    comfirmed, kuconfirm, naconfirm, nimeconfirm, ~thibitish, thibitisha, ~confirm,
    ill|will|shall|well|am|im|were|are|going|gonna|i be there|coming|come|attend|around|present|attending, will .. be
    there|coming, ill be .. coming|there, #kin will be there|coming|come, will come, ill come, shall attend|come,
    am|im|i coming, we are coming, ill|will|shall make it, attending, count me in, nitakuja, ntakuja, tutakuja, tutakam,
    watakuja, nitafika, tutafika, atafika, nitakuwepo, ntakuwepo, atakuwepo kesho, nitakuwa|ntakuwa|tutakuwa|atakuwa
    hapo|huko|pale|there, nakuja, nakam, tunakuja, tutahudhuria, see you|u tomorrow|then|on|at|monday|friday|there,
    tuonane|tutaonana kesho|jumatatu|hapo|saa, still coming|on, niko|tuko tayari kuja, bila kukosa, i am available,
    sitakosa, hatutakosa, wont miss, will not miss, no change .. coming
  `),
  'confirm.plain': ['i confirm', 'confirmed', 'confirming', '~thibitish'],
  'confirm.not': phrases(`
    is it .. that i am|im coming, ama nakuja tu,
    sijui|hatujui|hajui|sidhani|hatudhani|siamini|sielewi|labda|pengine|huenda .. ~j|~fik|nitakam|tutakam|nitakuwepo|nitahudhuria, sina|hatuna uhakika|hakika .. ~j|~fik|nitakam|tutakam|nitakuwepo, i|we|am|really|much doubt .. #attend, doubtful|unsure|maybe|perhaps .. #attend, dont|not|no know|sure|certain|think|believe|idea|promise .. #attend, nikipata|tukipata|akipata|nikiweza|tukiweza|akiweza|nikipona|akipona|nikifanikiwa|tukifanikiwa|iwapo|endapo .. ~j|~fik, ~j|~fik .. nikipata|tukipata|akipata|nikiweza|tukiweza|nikipona|akipona|nikifanikiwa|iwapo|endapo, ~j|~fik kama nitapata|nina|nitaweza|naweza|tutapata, kama nitapata|nitaweza .. ~j|~fik, if|unless i|we|he|she|my get|gets|find|finds|feel|feels|can|manage|manages|recover .. #attend, #attend .. if|unless i|we|he|she|my get|gets|find|finds|feel|feels|can|manage|manages|recover,
    daktari|doctor|dr|nurse|dentist .. atakuwepo|atakuwa|yupo|atakuja, daktari|dr _ atakuwepo,
    nitakuja na nini, change of plans, kuconfirm saa|siku|time|date|kama, kuna nafasi, nipo tayari,
    still on for, is my .. still, hold on for me, wrong turn, past time, imenihold,
    asante|thanks tuonane|tutaonana|see, #cannot|not .. come|coming|make|attend, nitakuja|nakuja|tutakuja lini|saa
    ngapi|na nini|aje|vipi|siku|nikichelewa, when .. will come|be there|be coming, will be there .. late, #can you
    confirm, please|pls|kindly confirm if|whether|my|the|that, coming .. late, not|never confirmed, has anyone
    confirmed, came, confirm .. if, will .. come .. late, mtakuwa, nitakuwa mjini|safarini|busy|shags|kisumu|shule|late,
    before coming, was coming, are you coming, will the|a? doctor|dr|nurse .. be, if i|im come, because, thibitisha ..
    kama, doctor|dr|nurse will, nikija, nataka|naomba kuthibitisha kama, atakuja daktari, daktari atakuja
  `),
  late: phrases(`
    mvua imenishika|imetushika|imenikuta, nusu|robo saa .. nitakuwa|nafika|nitafika|hapo, ~pe .. dakika|minutes|mins,
    ~pe dakika|minutes|mins, nipeni dakika|minutes|mins|muda, in the|a matatu|bus|taxi|uber|bolt|car|traffic, traffic|jam|foleni .. imesimama|haisongi|standstill|haimove|jammed, running .. behind|late, kwa matatu|basi|gari bado, bado kwa|kwenye matatu|basi|gari, niondoke sasa,
    past my time|slot, in past my, eta, wrong turn, hold on for me, dont give my .. away, more minutes, at your door, imenihold, past time, dakika .. niko karibu, karibu kufika, nimefungiwa .. njia, bado .. barabarani, traffic jam, jam ya,
    ntalate, nitalate, nachelewa, running .. late, minutes away, arriving|reach|arrive .. late|after, kuchelewa, behind
    time, bado niko, almost reaching|arriving, delay .. minutes, foleni .. imenishika|imeshika|mbaya, jam ..
    imenishika|mbaya|kubwa, ndio natoka|naondoka, nitafika kuchelewa, be there in .. minutes|mins|min, late, running
    behind, mins|minutes|min|hour behind, ~chelew, delayed, nitadelay, ill|will|might|may delay, delay a bit|little,
    stuck|caught .. traffic|jam|at|on|in, am|im|were stuck, kwa jam, kwenye jam|foleni|msongamano,
    nimekwama|tumekwama|amekwama, ~kwam .. foleni|jam|njiani|barabara|traffic, foleni .. kusonga|kubwa|ndefu,
    niko|nko|tuko|bado njiani, on .. way, almost there, muda uliopangwa, held up, wait for me|us, mnisubiri, mtusubiri,
    mtatungojea, mningojee, pancha, puncture, hold my slot, give me half|15|20|10|30|five|ten|fifteen|twenty|thirty ..
    minutes|mins|hour|min, not make it on time, wont make it on time, traffic .. bad|mbaya|heavy|crazy, overslept,
    msipeane nafasi, tafika|nitafika .. baada ya, behind schedule, gari limeharibika, matatu imeharibika, jam
    mbaya|kubwa|ni, road closed|blocked
  `),
  /** That one comes all the same. */
  'late.plain': phrases(
    'late, ~chelew, minutes, mins, dakika, on .. way, njiani, behind, delay*, nusu saa, on time',
  ),
  'late.not': phrases(`
    hedhi|period|periods|chanjo .. ~chelew, ~chelew kuanza|kupata .. kliniki|clinic|chanjo|dawa,
    how|which|what .. in the matatu|bus|car, accident in the,
    traffic is killing, njaa, nakufa .. foleni, msinifute .. nakuja, period|periods|hedhi .. late|chelew*, late
    reply|response|night|evening|afternoon|morning|in, how late, too late, open late, late .. period*, sorry for the
    late, on .. way home, lately, mmechelewa|umechelewa, you|doctor|dr|daktari are|is|was|were|came|alikuja .. late, see stuck, stuck in|between
    my|tooth|teeth|throat, on the way to .. home, better late, delayed speech|period*, of late, dont be late, late for
    .. vaccine|jab|dose, you .. are|were late, if|nikichelewa|when i|we .. am? late
  `),
  list: phrases(`
    mmeghairi|umeghairi|mmefuta|umefuta|mmecancel|umecancel|mmeicancel|umeicancel|mmekansel, nani|mbona ~cancel|~fut|~ghair|~ghairi|~kansel, did|have|has you|u|they|someone|somebody|anyone cancel|cancelled|canceled,
    was|is|has my #visit .. cancelled|canceled|deleted|moved|changed, forget|forgot .. when|what|which|time|date .. is|my|appointment|visit,
    mna|mko na? jina langu, tarehe|siku|miadi zangu, lini narudi|nirudi|nakuja|nije tena,
    have my #visit|details|name, what time tomorrow|today|#dayname, who .. am|im|are i|we seeing, cant|dont|not remember|recall when|what|which|who, ^ when is it|that $, which branch|clinic|doctor|place am|are i|we, did|have you book|booked|put|schedule me|us, am|are i|we .. down|booked|on for,
    what|which time|day|date was|is it again, saa ngapi|ipi vile|tena, siku gani vile|tena, ni? #dayname ama|au|or .. miadi|appointment, miadi .. #dayname ama|au|or #dayname, is|was it tomorrow|today|#dayname or, my appointment|visit|booking time|date|day|details, what did we agree,
    ^ visits|appointments $,
    ~chanj|~pim|~onw|~rud|~j .. lini tena, when do|should|shall|must i|we|she|he .. come|return|be back|again, niko|tuko|nko kwenye|kwa|katika orodha|list, branch|tawi|clinic|kliniki|daktari|doctor|siku|tarehe|saa gani|ngapi|ipi nimebook|nilibook|nimeandikwa|nimepangiwa, sijapata|sikupata|didnt|havent|not get|got|receive|received|sms|ujumbe .. miadi|appointment|confirmation|booking,
    my|her|his|our next .. visit|appointment|checkup|clinic, date|time of my|our|her|his,
    kliniki|clinic yangu|yetu|yake .. lini|when|gani|ngapi, kliniki|clinic|miadi|appointment yangu|yetu|yake ijayo|inayofuata|next|ingine, my next clinic, remind me .. tarehe|siku|saa|lini, when|lini .. my #kin .. coming|due|booked|supposed|seen, misplaced|lost .. card|booklet|kadi|kitabu .. when|lini|date,
    what time did you say, did you say i|we .. come, is my appointment|visit|slot, have me on the list, me on the list, appointment|miadi yangu bado|iko, kuconfirm saa|siku|time|date|kama, confirm saa|siku|time|date ya,
    did you put me, which day did you,
    pencil me, pencilled me, what did you write .. me, which|what doctor|day|time|branch was|am i given, is my thing|visit|slot still, my thing, in the system, whats the time for my, time for my, resend my|the .. appointment|details|date|time, am i meant to go, booked under my name, under my name, siku nimeandikiwa, nimeandikiwa .. hapo|kwenu,
 ameandikiwa|aliandikiwa|amepangiwa|amewekewa .. gani|lini|ngapi, nimeandikishwa|nimepewa|nilipewa .. yupi|gani|lini|ngapi, vile mlisema, nilikuwa na booking|appointment|miadi .. angalia|hebu, hebu angalia, time ya .. yangu, saa ya .. yangu, mliniambia nije, miadi yangu iko wapi, which day is my, what did i book, nilibook lini, who is my,
    miadi .. na daktari|dr .. ni saa|lini, when should i come, when .. we come .. my appointment, when|what day|what
    time should|shall|do|must i .. come .. my|appointment|visit|again, time .. you gave me, have you booked me, remember
    .. appointment|visit|booking|date, expecting me, have me down, mlisema|mliniambia|ulisema|walisema ..
    lini|gani|ngapi, #visit .. yangu|yetu .. ngapi|lini|gani, anafaa|nafaa|napaswa|anapaswa|tunafaa .. kuja ..
    lini|gani|ngapi, nimeandikwa, jina langu .. list|orodha, sikumbuki, sina hakika .. siku|saa, am i still|on
    your|the|in, is my _? slot, my slot|turn, zamu yangu, mmeniweka|mliniweka .. saa|lini|siku, confirm my date,
    appointments do i, upcoming, niliwekewa|nimewekewa .. lini|siku|saa|gani, miadi .. inayofuata, wapi .. miadi yangu,
    next one, am i coming|seeing, appointment|visit .. what time|day|date|when, am i on, lost .. card|sms|message ..
    date|appointment, when|what time|which day|what day|what date|where is|are|was|were .. my|our|her|his|#kin ..
    #appt|#kin|next|date, when|what time|day|date .. my|our|his|her .. #visit, when|what .. am|are|is i|we ..
    supposed|due|coming|meant|booked|seeing|to, when .. my .. due .. appointment|visit, what|which time|day|date|hour
    am|are|should|was|do i|we, when was|am|were i|we booked, when|what time|day is|was my|our|her|his, when is my, iko
    tawi gani, do|did|does i|we|she|he .. have|got .. an?|any? #visit, do i have, have i .. got|booked, am|are|is|was
    i|we|she|he booked, remind me|us .. date|time|day|when|of|what|my|the, remind me $,
    show|see|view|check|list|confirm|tell|give|get|know .. my|our|all .. #visit, my|our appointments|bookings|visits, ^
    my visit|appointment|booking $, ^ #visit yangu|zangu $, miadi|appointment|booking zangu, check my
    appointment|booking|visit|date, forgot|forgotten|forget .. what|when|my|the|which .. #time|#visit|appointment, which
    branch|clinic|doctor .. my appointment|visit|booking|booked|i, did|has|is my booking|appointment|visit ..
    go|through|confirmed|still|on|there, appointment .. still .. on|there, my next appointment|visit|checkup, next
    visit|appointment .. when|date, when .. her|his|my next, appointment date, my .. date, #visit ..
    yangu|yake|langu|yetu|zangu|wangu .. lini|ngapi|gani|ipi|when|wapi, miadi|appointment|clinic|kliniki ..
    ni|iko|ilikuwa lini|saa|siku|when|tarehe|wapi|tawi|ya, lini .. miadi|appointment, #visit .. ni|iko|ilikuwa ..
    lini|ngapi|gani|when, miadi|appointment ya #kin .. lini|gani|ngapi|when, nina|niko|nko|tuko|tuna|ana na?
    miadi|appointment|booking, niko booked, nina|niko .. miadi .. lini|ngapi|ama|yoyote, niko na appointment lini,
    niangalizie .. miadi|appointment|kama, nakuja lini, nitakuja|nakuja|tunakuja lini, narudi lini|saa, nirudi lini,
    ~kumbush .. siku|miadi|tarehe|saa|lini, nikumbushe, mnikumbushe, nimesahau ..
    miadi|siku|tarehe|saa|date|appointment|lini, nionyeshe|nionyesheni|onyesha .. miadi|bookings|appointments|my,
    nimeandikiwa|niliandikiwa|nimewekwa|nimepangiwa|nilipangiwa|mlinipangia|mmenipangia|mliniandikia ..
    gani|lini|ngapi|orodha|wiki, mmeandika lini, niambie|niambieni .. siku|saa|miadi, ninaona|naona|nitaona daktari
    gani, ile yangu .. saa|lini|siku|ngapi, inayofuata .. lini, siku yangu .. gani|ya|lini, naomba|nataka|ningependa
    kujua .. miadi|when|appointment|my|siku, miadi .. bado ipo, nauliza miadi, ~onyesh .. miadi|bookings|appointments,
    kuona|ona|angalia|kuangalia miadi|appointment zangu|yangu, miadi ipo, kujua when, when .. visit|appointment is,
    ~angali .. miadi, who am i seeing, date yangu, next clinic date, clinic date, tarehe yangu, saa yangu, ni lini ..
    miadi|yangu, miadi|clinic|appointment .. #kin .. ni lini|saa|when
  `),
  'list.not': phrases(`
    kliniki|clinic ya watoto|meno|macho|wajawazito|mimba|chanjo .. siku, iko pale pale,
    free|release up? my slot,
    daktari|doctor|nurse|dentist .. anakuja|anakuwa|huja .. siku|lini|saa,
    nafasi ya .., nafasi .. ni? lini,
    appointment|booking request, ~angali .. kama daktari|dr|doctor|kuna|mna, is my .. teeth|tooth|eye|baby,
    supposed to carry|bring|write|eat|press|wear|type, how long before my, past my slot|time, keep my, my slot .. iende|iwe|ipelekwe, my slot .. tomorrow and, come in past,
    ^ cancel my visit|appointment|booking, please|pls|kindly|to|want|didnt|dont|not cancel my visit|appointment|booking, i confirm my, #want .. niko booked, nikumbushe kufunga, reminders, usiache
    kunikumbusha, stop .. remind*, when is my appointment going to be free, #visit .. ni pesa|bei|how|shilingi
  `),
};
