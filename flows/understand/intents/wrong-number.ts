import { phrases } from '../signs.ts';

const line = 'line|number|no|num|namba|nambari|simu|laini|phone|fone|simcard|sim|contact|digits';
const laini = 'laini|line|namba|nambari|number|simu|simcard|sim|phone';
const place =
  'shop|hardware|school|church|office|garage|salon|butchery|hotel|company|supermarket|mpesa|bank|farm|business|college|workshop|duka|shule|kanisa|msikiti|ofisi|gereji|kinyozi|hoteli|kampuni|biashara|fundi|soko|shamba|kiosk|bodaboda|chama';
const you = 'you|u|mna*|una*|mnayem*|unayem*|mnaye|mnayo*|mliye*|uliye*';

/**
 * The message has come to somebody whom it is not for. "Wrong number" costs a family its visits, so that one part alone says it in
 * a brief message only; read-wrong-number.ts counts the parts. The grammar of a phrase: signs.ts.
 */
export const wrongNumberSigns: Readonly<Record<string, readonly string[]>> = {
  /** "Wrong number" costs a family its visits: these are looked for in brief messages and brief sentences alone. */
  not_me: phrases(`
    im|i am not _ $, not the one, hamjakosea, sijui kliniki|clinic|hospitali yenu|hiyo, i dont know you, hayuko hapa, ni namba yangu, number|namba|line|laini|simu ni yangu, mnatafuta nani, nani huyu, anatuma hizi, dont have a child .. wrong, wrong number $, my name isnt, huyu|huyo si|sio _ $, siko kwa list, si ya mama|baba|mzee,
    umenifikia kimakosa, sijawahi kufika, ujumbe .. kimakosa, not for me you have,
    this one has been mine, whoever gave you, never .. stepped .. clinic|there, check who you are .. texting, dont know any|that|a _, this is a shop|church|school|office|business|company line|number|phone, no patient here, mixed up .. patients|numbers|digits|names|people|me, mme-mix,
 mme mix .. numbers|namba|number, fake number, belongs|belong to another|someone|somebody, wrong fellow|person|individual|woman|girl|boy, mwenye .. line|laini|namba|simu .. zamani, mteja wenu labda, aliuza .. simu|line, mimi nimeinunua, nimeinunua, niliinunua, si yenyewe,
 simu ya kanisa|shule|duka|ofisi, hatuna|hakuna|hatujui|hamna mgonjwa|mtu .. anayeitwa|hivyo|jina, mnanichanganya, mmenichanganya, mnayemtafuta si, mnayemuulizia|mnayemtaja|mnayemtafuta|mnayemwita, different guy|person|lady, sijui who|huyo|nani,
 who is|are this|that $, who is|are this|you please|pls, whos this, dont know .. clinic|hospital|company, never visited|attended|registered, old|previous|former owner, someone else .. line|number, i am|im not _ $, stop .. not .. _ $, no longer uses|using|has|on .. number|line|phone,
 this is not|isnt _ $, sorry this is not, looking for .. passed|died|moved, doesnt|dont|does not belong, belong to _ , not the right|correct number|person|contact, not my name, not for me .. wrong, sio|si|siyo|hii namba|nambari|line|laini|simu ya, mimi sijui .. hospitali|clinic|kliniki,
 huyo mtu .. hayuko|hayupo|hapa|simjui, wewe|nyinyi|ninyi|nyi ni? nani|akina, ni nani, sina appointment|miadi .. nanyi|nyinyi|kwenu|yoyote, line|laini|simu|namba|number .. si|sio|siyo ya, jina .. si|sio|siyo langu|yangu, si|sio|siyo jina langu, niliinunua, message ya mtu, sikuandikisha,
 mimi si mgonjwa, sio|si mimi, change your records, remove this number .. not|wrong, not .. anymore|again this number, we dont know .. here, hayupo hapa, moved .. left this number, this number .. changed .. hands, im not the person,
    wrong guy|lady|man|somebody|phone|one, nobody|noone|no .. called|named|by, who is _ i|dont, i have|ive never been .. your|there|here,
    number .. belongs|belonged, not my appointment|booking|visit|clinic|number, i dont have .. appointment with you, hii
    si namba, si namba ya, line|laini ni yangu, hatumii .. namba|line|laini|simu, mtu mbaya|tofauti, kimakosa, sina
    miadi kwenu|hapo|nanyi|huko, mimi sina miadi, hamna|hakuna mtu .. jina|anaitwa, sijaweka miadi, mnaongelea nini,
    sijui hiyo kliniki, by mistake .. texted|sent|message, not .. called, my name is not, changed owner*, previous
    owner, mwenye .. namba|line|laini|simu, nimepewa .. namba, alikuwa na namba, mnamtafuta, mnayemtafuta, not
    registered .. with you, not a patient, mmetuma .. kwa mtu, no such person, dont know anyone|anybody|him|her|them,
    mnaniandikia nani, wrong texted, who are you .. looking|texting, mteja wenu, si mteja, sijawahi fika|kuja|tibiwa,
    wrong number|no|namba|person|contact|patient|line|recipient, ^ #please? not me $, its|it|thats|this|this is not
    me|mine, its|thats not .. my appointment, not me you, this is|isnt not? .. phone|number|line, this isnt ..
    phone|number, dont know this|any|that|who|your clinic|appointment|person, who is this .. never|i|booked, never
    booked|been, i never booked, meant for|to someone|somebody, no|not .. here, theres no _ here, there is no _ here,
    im|am not the? _ you, owner .. number, im|am not the|a|your patient, not .. patient, dont have any|an appointment, i
    didnt book, you .. wrong, texting|texted|messaging .. wrong, bought this line|number|simcard, not .. person you,
    stranger, umekosea|mmekosea|umekosa|mmekosa|mumekosea|umepotea|mmepotea|mlikosea|wamekosea, namba mmekosea,
    namba|number si|siyo|sio yake|ya|ile|yangu, namba hii si|siyo|sio, simjui, simfahamu, simtambui, hamnijui, siwajui,
    silijui, mimi si|sio|siyo _, si|sio|siyo mimi, hapa si, si kwa, asiye yeye, sijawahi kuwa, sijawahi ..
    mgonjwa|clinic|kliniki|miadi|kuja, miadi si|sio yangu, si|sio yangu, nani huyu, mtu mwingine kabisa, namba|simu|laini|line|number|ujumbe|message|ni ya mtu mwingine, mwenye namba, hiyo miadi si, wrong namba, sio huyo, si huyo, huyo jina, mnatumia ujumbe .. mtu, sikubook,
    sijabook, hakuna _ hapa, hakuna mtu .. anaitwa|jina, huyu si|sio _
  `),
  /** So plain that a longer message of the kind is one too. */
  'not_me.plain': phrases(`
    check the number, not the one, ni namba yangu, number ni yangu, wrong number $, sijui kliniki yenu, hayuko hapa, nani huyu anatuma,
    umenifikia kimakosa, sijawahi kufika kwenu,
    this one has been mine, whoever gave you, never .. stepped .. clinic|there, check who you are, dont know any _, this is a shop|church|school|office, no patient here, mixed up .. patients|numbers|digits|names|people|me, mme-mix, mme mix .. numbers|namba|number, fake number, belongs|belong to another|someone|somebody,
 wrong fellow|person|individual, mwenye .. line|laini|namba|simu .. zamani, aliuza .. simu|line, nimeinunua, niliinunua, si yenyewe, simu ya kanisa|shule|duka|ofisi, mgonjwa .. anayeitwa|hivyo, mnanichanganya, mmenichanganya, mnayemtafuta si, mnayemuulizia, different guy, nobody .. name,
 sijui who, stop .. i am|im not _ $, never visited|been your|there, old|previous|former owner, no longer uses, looking for .. passed|died|moved, doesnt|not belong, si|sio|siyo ya _ tena, line|laini|simu|namba .. si|sio|siyo ya, huyo mtu, mimi si|sio|siyo mgonjwa,
    wrong guy|lady, number .. belongs, nobody called, ive|have never been .. your|there|here, kimakosa, sina miadi kwenu|hapo|nanyi,
    sijaweka miadi, hatumii, mtu mbaya, si namba ya, not my appointment, hamna|hakuna mtu .. jina, not a patient, who is
    _ i dont know, no such person, laini|line ni yangu, previous owner, my name is not, appointment with you, sijui hiyo
    kliniki, wrong person|contact, sorry wrong number, bought this line|number, never booked, not .. patient, meant for,
    im|am not _ you, simjui|simfahamu|simtambui|silijui, ~kose namba|mtu|simu, mmekosea|umekosea namba|simu|mtu|number,
    asiye yeye, sijawahi kuwa, mimi si mgonjwa|huyo, namba|simu|laini|line|number|ujumbe|message|ni ya mtu mwingine, mwenye namba, namba hii si|siyo|sio, wrong number
    i, owner .. number, you are looking for, mimi sio, sio huyo, nani huyu mna*, si mimi namba, huyo si|sio, dont know
    this clinic
  `),
  'not_me.not': phrases(`
    pressed|typed|entered|chose|dialled|dialed|sent .. wrong number,
    im|i am not sure|well|coming|able|available|feeling|pregnant|happy|around|free|going|in|understanding|getting|satisfied|ready|fine|ok|okay|done|sick|yet|interested|there|late|good|joking|lying|comfortable|working|married|allergic|kidding|alone|busy|home|following|eating|sleeping, kimakosa $, this is not good|fair|working|right|ok|okay|serious|funny|nice|helpful|it|what|easy|possible,
 ni nani .. daktari|doctor|dr|nurse, nani .. daktari, nimetuma kimakosa, nilituma kimakosa, sent by mistake,
    gave|was|given|put .. wrong number, wrong number .. in my, wrong number .. press*|reply|chose, not me .. but|its|is,
    pressed, sio mimi ni, si mimi ni, wrong person .. for the job, lost the number
  `),

  /** Plain wherever they stand: the line is another's now, or it is another who is sought. */
  'not_me.changed': phrases(`
    longer|doesnt|dont|not|isnt|stopped|never .. use|uses|using|with|has|have|own|owns|on .. this|that|the|her|his|hii|hiyo ${line},
    changed|lost|sold|left|abandoned|dropped|surrendered .. her|his|their ${line}, gave|given up .. her|his|this|the|that ${line},
    left .. ${line} .. for|with|to me, sold .. to me, he|she|they|who|owner|person .. changed|lost|sold|left .. ${line}, old|former|previous|first|last|real owner|user|holder,
    used to .. own|have|use .. ${line}, used to be .. ${line}, hatumii .. ${laini}, ali*|ame* ${laini},
    ${laini} .. si|sio|siyo|isiyo yake|zake|lake, ~acha|~ach .. hii|hiyo ${laini}, aliacha|aliuza|alibadilisha|alipoteza|ameacha|ameuza|amebadilisha .. ${laini}
  `),
  'not_me.changed.not': phrases(`
    i|ive|im|we|nili*|nime*|nina* .. changed|lost|sold|left|dropped|using|use|have|has|on, my .. changed|lost|sold|left,
    my #kin .. changed|lost|uses|using|left|sold, dont|not .. have .. number|contact|phone, ame* simu, ali* simu,
    #kin wangu|yangu .. ame*|ali*, not on the phone
  `),
  'not_me.bought': phrases(`
    i|ive|im|was|recently|just .. got|bought|purchased|acquired|registered|inherited|given|picked|using .. line|simcard|sim,
    got|bought|have|using|had|given|owned .. this ${line} .. last|recently|new|since|months|month|years|weeks|days|ago|safaricom|airtel|telkom|shop|for,
    line|simcard|number .. recycled|reassigned|reissued|mine|ours, mine|ours since|for, line|laini .. ni|is new|mpya|mine|yangu,
    ~nunu .. laini|line|simcard, laini|line|namba|nambari|simu .. ~nunu, ~nunu .. hii .. namba|simu, nimepewa|nilipewa .. laini|line|simcard
  `),
  'not_me.bought.not': phrases(
    'my line|number|new, ~nunu .. simu mpya, nimepoteza, nilipoteza, laini yangu|mpya yangu',
  ),
  'not_me.sought': phrases(`
    not|isnt|aint .. ${you} .. want|wants|looking|searching|need|seek|seeking|after|think|trying|texting|calling|reach|tafuta,
    not .. person|patient|one|owner|number .. you|u, si|sio|siyo|siye .. mnayem*|unayem*|mnayo*|mnaye*|mwenye|mnaemt*|mnamt*, mwenye ${you} .. si|sio|siyo|siye,
    mnayem*|unayem*|mnaemt* .. si|sio|siyo|siye|hayuko|hayupo, si|sio|siyo mimi mwenye|niliye*|mnaye*|ni|wenye
  `),
  'not_me.mixed up': phrases(`
    mistak*|confus*|mix*|mixed me|us .. for|with|up|na, confus*|mix*|mixed|swapped|jumbled .. up? .. patients|numbers|people|digits|namba|contacts|names,
    mnanichanganya|mmenichanganya|mmechanganya|mnachanganya|umenichanganya|umechanganya|mlichanganya|unanichanganya, typing|typo|typed|saved|entered|wrote .. mistake|error|wrong|wrongly .. ${line}, mistake|error|typo .. ${line},
    someone|somebody|they gave|wrote|put|used|entered|shared .. my|wrong ${line}, mme*|mna*|ume*|una*|mli* mtu|watu mwingine|wengine|tofauti|mwengine, wrote|written|texted|texting|called|calling|messaged|messaging .. someone|somebody|another,
    wrong|mistaken|incorrect person|patient|guy|lady|man|woman|somebody|individual|recipient|address|house|mtu, ~pote namba|nambari|simu|number|line|njia, umepotea|mmepotea namba|nambari|simu|njia,
    ~kose|~kosa|~kos namba|nambari|simu|mtu|number|line
  `),
  'not_me.mixed up.not': phrases(`
    mix*|confus*|mixed up? .. days|dates|times|time|day|date|my,
    gave|was|given|put|wrote|entered|sent|i .. wrong number|line|no|phone, wrong number .. in|press*|reply|chose|for you, i mixed, i .. confused|mistake, nimekosa, nimekosea, nilikosea, niliko*,
    confused me, confusing me $, niko*, wrong person for, for someone, my mistake
  `),
  'not_me.of others': phrases(`
    stranger, strangers, messages|message|sms|texts|text|reminders|reminder|appointments|appointment|visits|jumbe|ujumbe|meseji|notifications|miadi .. stranger|else|elses|others, messages|message|sms|texts|text|reminders|reminder|appointments|appointment|visits|jumbe|ujumbe|meseji|miadi .. mtu|watu|mgonjwa|mama mwingine|mwengine|wengine, messages|message|sms|texts|text|reminders|reminder|appointments|appointment|visits .. another person|patient|man|woman|lady|guy,
    ujumbe|jumbe|meseji|miadi|sms|message|messages .. si|sio|siyo yangu|zangu|wangu|ya kwangu, si|sio|siyo ujumbe|jumbe wangu|zangu, not my message|messages|reminder|appointment|appointments,
    appointments|reminders|messages|sms of|for one|some, someone|somebody elses ${line}|name|appointment|appointments|messages|reminders
  `),
  'not_me.of others.not': phrases(
    '#want .. appointment|miadi|visit|slot, ~wek|~wekee|~pang .. miadi|appointment, can|could .. appointment, for my, book .. for someone|somebody, appointment for someone|somebody, for a friend',
  ),

  /** Said alone in a brief message, or beside another part. */
  'not_me.who': phrases(`
    who are|r|is you|u|ths, who is|are|s this|that|these $, who is|are this|that|these|you na|and|please|pls|i|im|we, whos this|that|texting|there, who is|am|are .. speaking|talking|texting|chatting|writing|messaging,
    who am i .. to|with, whose number|phone|line, do i|we know you|u, dont|cant|doesnt|not know|recogni*|recall|remember .. this number|line|contact|sender, not|isnt saved, dont have .. number saved,
    nani huyu|wewe|huyo|hii|nyinyi, wewe|nyinyi|ninyi|nyie|huyu|huyo ni? nani, sikujui|siwajui|hatuwajui|hatukujui|cjui nyinyi, where|how|wea|aje|vipi .. get|got|gat|find|found|take|obtain .. my number|contact|no|details|num,
    ~to|~pat|~pata|~chuku wapi .. namba|nambari|number|contact|no, wapi namba|nambari|number yangu, who|nani .. gave|give|~wap|~wape|~kup|~patia .. number|namba|contact|no, ~wap|~wape|~pe namba|nambari|number yangu
  `),
  'not_me.who.not': phrases(
    'who are you .. doctor|booked, you accept|take, who is .. doctor|dr|dentist, nani .. daktari|dr, huyu ni nani daktari',
  ),
  'not_me.unknown': phrases(`
    not sure who, dont|doesnt|didnt|not|never know|knew|heard|met|recogni* .. him|her|them|anyone|anybody|that|any|person|name|patient, know who that|he|she|this is, no idea who|what,
    simjui|hatumjui|simfahamu|hatumfahamu|simtambui|hatumtambui|sijui mtu|huyo|huyu|hilo|who, silijui, jina hilo .. sijui|geni, never heard of, sina habari
  `),
  'not_me.unknown.not': phrases(
    'daktari|doctor|dr|dentist simjui, simjui daktari|dr|doctor, dont know .. doctor|dr|which|what|how|when, dont know any doctor|dentist|dr|clinic|hospital .. near',
  ),
  'not_me.other owner': phrases(`
    this|that|hii|hiyo|hi|its|it is? .. not|isnt|aint|si|sio|siyo .. ${line} .. of|ya|for, not .. ${line} ya|of, ${laini} .. si|sio|siyo .. hiyo|yake|yenyewe|sahihi|ya|yenu, not|isnt|si|sio|siyo his|her|their|yake|yao ${line},
    appointment|visit|booking|miadi|reminder .. isnt|not|aint|si|sio|siyo mine|yangu|me|zangu|ya kwangu, isnt|not|aint|si|sio|siyo mine|yangu, not|isnt my number|name|appointment|visit|booking, jina langu si|sio|siyo, no|hakuna .. by|called|named|anaitwa|kwa jina, si|sio|siyo ya|wa mgonjwa|mteja wenu|yenu, mgonjwa|mteja wenu .. si|sio|siyo,
    number|line|simu|namba .. is|ni mine|yangu, belongs to me|us|another|someone
  `),
  'not_me.other owner.not': phrases(
    'not mine .. its|but|ni, si yangu .. ni, number .. is mine .. new, my number is, namba yangu ni, si yangu ni|bali',
  ),
  'not_me.denied': phrases(
    'si|sio|siyo|siye mimi, not me, isnt me, wasnt me, mimi siye|sio|si huyo|yeye|mgonjwa|patient|mteja|mwenye, am|im|i not|never her|him|she|he|that|the|your|a|this .. patient|person|one|lady|guy|man|woman|client, am|im not her|him, different guy|person|lady',
  ),
  'not_me.denied.not': phrases(
    'not me .. but|its|ni, si mimi .. ni mtoto|mama|mke|mume|baba, not a .. person, not the one who .. cancelled|booked|wrote',
  ),

  /** Says so only beside another part. */
  'not_me.no dealings': phrases(`
    never|havent|hadnt|didnt|not .. been|visited|attended|come|registered|booked|signed|gone|stepped|contacted|wrote|written|book|booking|register|ask|request|asked|make .. you|your|there|that|any|anything|clinic|hospital|appointment|a|an|it|with,
    have|got no .. appointment|booking|business|child|baby|wife|pregnancy|with, dont have .. any|an|a appointment|booking|baby|child|wife|pregnancy, sina .. miadi|appointment|mtoto|mimba|booking, !book, !andikish, !jiandikish, sijawahi, sijawai, sijaomba, sikuomba,
    sijafika, sijakuja, !omb, siko kwa .. list|orodha, we|i dont .. clinic|hospital, not .. from|in nairobi|kenya
  `),
  'not_me.place': phrases(
    `this|hii|hapa|here|it|its|is|ni|a|an|our|ya|wa|mimi|im .. ${place}, im|i am|mimi ni|ni only|just? a|an? watchman|driver|dereva|teacher|mwalimu|fundi|farmer|mkulima|student|mwanafunzi|askari|pastor|mama mboga`,
  ),
  'not_me.check': phrases(`
    wrong|mistaken|incorrect ${line},
    check|confirm|verify|correct|update|recheck|crosscheck|countercheck .. your|the|who|well|ur .. ${line}|numbers|records|contacts|digits|texting, check your .. numbers|records|list|number, angalieni|hakikisheni|rekebisheni|kagueni|hakikisha|angalia|badilisheni .. vizuri|namba|nambari|records|orodha|number|tena,
    try .. another|other number, remove|delete|take|ondoa|ondoeni|toa|toeni|futeni|futa .. number|namba|nambari|contact, stop|acheni|acha|wacheni|quit .. texting|sending|messaging|calling|kunitumia|kuniandikia|disturbing, keep .. sending|texting|getting|receiving|calling,
    mnaniandikia|mnanitumia|mnanisumbua|mnanitext|mnaniuliza, mtumieni|muulizeni|mpigieni .. mwenyewe|yeye|huyo, kila siku, ask her|him|them, another|other|mwingine .. ${line}
  `),
  'not_me.sought one': phrases(`
    person|one|lady|guy|man|patient|girl|huyo|mwenye|mtu .. ${you} .. want|looking|trying|need|reach|mnata*|unata*|sought, ${you} .. looking for|want .. person|patient, mnayem*, unayem*, mwenye mna*|una*|mnata*, mwenye laini|simu|namba|line, huyo .. mna*|mnaand*, ndio|ndiye mna*,
    huyo mtu|mama|mzee|dada, huyo|huyu _ mna*, aliyeandika, aliyebook
  `),
  'not_me.gone': phrases(`
    he|she|they|alihama|amehama|moved .. moved|travelled|traveled|relocated|shifted|died|passed|left|alihama|amehama|resigned, alihama, amehama, walihama, alifariki, passed on|away, hayuko hapa|tena|huku, hayupo, not here, not|no .. live|lives|stay|stays|work|works|living here|there|anymore,
    nobody|noone, former|ex .. workmate|neighbour|neighbor|colleague|tenant|wife|husband
  `),

  /** Stands for whom the message is for. */
  'not_me.speaks for': phrases(`
    im|i am|am|mimi ni|hapa ni .. wife|husband|mother|mum|mama|dad|father|sister|brother|son|daughter|caregiver|guardian|parent|mke|mume|dada|kaka|baba wake|her|his|wa|ya, im|i am|am|mimi|ni his|her|their|mke|mume|mama|baba|dada|kaka|mtoto|binti .. wake,
    im|i am|am his|her|their wife|husband|mother|mum|dad|father|sister|brother|son|daughter|caregiver|guardian|parent, behalf, kwa niaba, its|it is for my, ni ya mtoto|mama|mke|mume|baba, its|it is|ni for? my|our #kin, ni mtoto|mama|mke|mume wangu
  `),
  /** Not one's own: with whom it is for instead, or what is to be done, that is no wrong number. */
  'not_me.own': phrases(`
    not|isnt|aint for? me|mine|myself, si|sio|siyo|siye mimi|yangu|langu|kwangu, si|sio|siyo ya kwangu|mimi, mimi si|sio|siyo|siye mgonjwa|patient, not .. patient
  `),
  'not_me.own.not': phrases(
    'not|isnt|aint|si|sio|siyo|siye .. sina|hatuna, not|isnt|aint|si|sio|siyo|siye .. dont|have have|no',
  ),
  /** What follows may be a name: read-wrong-number.ts looks. */
  'not_me.before name': phrases(`
    i am|im|m not|never, im|am|ain not, this|that|it|he|she|here is not, this|that|it isnt|aint, its|thats not, my name is not, my name isnt, mimi|mi|mm si|sio|siyo|siye, huyu|huyo|hapa|hii si|sio|siyo|siye,
    si|sio|siyo|siye|not kwa|mama|baba|mzee|mr|mrs|bwana|madam|mum|miss, si|sio|siyo|not|isnt ${laini} ya|of|for, ${laini} .. si|sio|siyo|not ya|of|for, reached the wrong, texted the wrong, simjui|simfahamu huyo|huyu, jina langu si|sio|siyo
  `),
};
