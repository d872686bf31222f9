import { phrases } from '../signs.ts';

/** What is said to the one who answers, and about the conversation itself. The grammar of a phrase: signs.ts. */
export const talkSigns: Readonly<Record<string, readonly string[]>> = {
  menu: phrases(`
    to the start, options please|pls, to the beginning,
    kwa menyu, menu, menyu, meniu, main menu, start over, start again|afresh, restart, go to .. start|beginning, back to
    .. start|beginning, begin again, from the beginning|start, ^ home $, home page, home menu, ^ mwanzo $,
    ~rud|~rudi|~rudish|rudi|turudi|nirudi .. mwanzo, rudi kule mwanzo, nirudishe .. mwanzo|tulianzia|tulipoanza,
    anza|tuanze|nianze|kuanza upya|tena|mwanzo, tuanze .. mwanzo, pale tulianzia, orodha kuu, ^ orodha $, ^ exit $,
    reset, first page, main page, show .. options
  `),
  'menu.not': [
    'nimepotea .. menu',
    'menu of treatments|services',
    'on your menu',
    'anza|kuanza tena dawa',
    'start again .. treatment|medicine|tablets',
    'toka mwanzo',
  ],
  back: phrases(`
    ^ back $, go|take|step|move me? back, go back, step back, ^ previous, previous page|question|step|menu|one, last
    question, one step back, ^ return $, wrong .. back, undo, ^ rudi|turudi|rudisha|nyuma|nirudishe,
    rudi|turudi|kurudi|nirudishe|rudisha|turudishe|nirudi nyuma|hatua|back|swali, rudi|kurudi|turudi ..
    swali|pale|hatua|nyuma, rudi back, hatua .. nyuma, nyuma tena, nirudishe hatua, swali lililopita|la
    kabla|lililotangulia, kurudi pale, back pls|please, chagua tena, pressed the wrong, nimebonyeza vibaya
  `),
  'back.not': phrases(`
    rudisha|rudisheni|rudishie nyuma|mbele .. #visit|hadi|to|iwe,
    nirudishe nyuma to|hadi|mpaka, nirudishie tarehe, rudishie tarehe,
    my back, back pain|hurts|ache, call|ring|text|get|phone me? back, kurudi .. lini, siku ya kurudi, siku yangu ya
    kurudi, ~rudish miadi, siwezi rudi, come back, back tooth, mgongo, nirudi lini, back .. main menu, back to ..
    start|beginning|menu, nirudishe mwanzo|pale tulianzia, bring .. back, homa .. rudi
  `),
  help: phrases(`
    nitumie|natumia vipi|aje, ^ naomba maelezo $, kukuuliza|kuuliza nini, unaweza kufanya nini, ^ hii ni nini $, niandike vipi|nini|aje, maswali gani|yapi,
    dont|not know|sure what|how to do|say|write|reply|answer, whats next, explain|clarify please|pls,
    nifunze, nifunzeni, inatumikaje, hutumikaje, hii inatumika,
    what are the commands, commands, walk me through, new here, supposed to write|press|type|reply|send|answer, kwa namba au maneno, nifundishe, sijawahi tumia, inafanya nini, nimepotea kwa, guide me, i dont understand $, nifanye nini sasa, nimepotea hapa, nashindwa kutumia, how do you use,
    not sure what|how to, how .. i .. start|begin|proceed, what .. next, nianzie wapi, nifuate hatua gani, show me how,
    guide me, nielekeze .. namna|jinsi, how to use, sijaelewa, sijui la kufanya, what are my options, how can you help,
    what should i write|type|send|reply, hii ni ya nini, nasaidika, options, inatumika aje|vipi, unafanya nini, nisaidie
    .. sielewi, kazi yako ni, ^ help #please? $, ^ #please? help|msaada|usaidizi me? $, help me, i need help, need help
    .. using|with this, can help me $, how .. does|do this|it|bot|system|app|thing|service .. work|works, how this
    bot|system|service|works, how .. use|answer this|it|that|thing, know how to use, what .. can i ..
    ask|say|write|do|type, what .. i .. type|press|reply|send|write, what can you|u do|help, what do you do,
    instructions, im lost, am lost, which number .. press|send|reply, supposed to press|type|send, how do i ..
    answer|reply|choose|pick|select|use, ^ guide, i dont understand this|what|how, confused, dont get it|this, explain
    how, assist me $, ^ #please? assist, ^ msaada, ^ naomba|nahitaji|nataka msaada $, ^ nisaidie|nisaidieni|saidia $,
    msaada wa kutumia, sijui .. nibonyeze|niandike|nifanye|kutumia|nitumie|nichague, nibonyeze nini, natumiaje, natumia
    aje, jinsi ya kutumia, inafanya kazi aje|vipi|gani|namna, inavyofanya kazi, inafanya aje, inafanyaje, niandike nini,
    naandika nini, sielewi, nachagua aje|vipi|namna, nachaguaje, unaweza kunisaidia, kunisaidia na, mambo gani, nifanye
    aje, nifanyeje, nijibu aje|nini|vipi, unafanya kazi gani, maelekezo ya kutumia, nielekeze .. kutumia, unaweza
    nisaidia, nisaidie .. kutumia|jinsi
  `),
  'help.not': phrases(`
    options please,
    kiingereza|kizungu|english|kiswahili|swahili, mtu wa kunisaidia, help .. get|see|find .. #doctor|appointment|slot|#visit, nisaidie ..
    appointment|miadi|kusukuma|kufuta|daktari|kupata, mtu anisaidie, unisaidie, can help me .. book|find|with, reminders
    .. help, helpful, your help, help .. book|cancel|move|change
  `),
  language: phrases(`
    change|switch|set language, badili*|kubadili* .. lugha, lugha, ^ language $, language ..,
    english|kiingereza|kizungu|swahili|kiswahili|kisw|eng please|pls|tafadhali|plz, ^
    english|kiingereza|kizungu|swahili|kiswahili|kisw $,
    in|to|use|speak|want|prefer|kwa|iwe|nataka|kuwa|set|tumia|understand|know|ongea|tuongee|andika|andikeni|naomba ..
    english|kiingereza|kizungu|swahili|kiswahili, english|swahili|kiswahili|kiingereza|kizungu ..
    sielewi|sijui|hakinipandi|dont|iwe|only|tu, sielewi|sijui|hatusomi .. kizungu|kiingereza|kiswahili|english|swahili
  `),
  language_sw: phrases(`
    to|in|use|speak|want|prefer|kwa|iwe|nataka|tumia|ongea|tuongee|uongee|andika|andikeni|naomba|kuwa|nipe|sema ..
    kiswahili|swahili|kisw, ^ kiswahili|swahili|kisw, najua kiswahili, sielewi|sijui|hatusomi ..
    kizungu|kiingereza|english, dont|not|cant understand|know|read|speak english, english .. sielewi|sijui, kizungu
    sielewi
  `),
  language_en: phrases(`
    to|in|use|speak|want|prefer|kwa|iwe|nataka|tumia|ongea|tuongee|uongee|andika|andikeni|naomba|kuwa|nipe|sema ..
    kiingereza|kizungu|english|eng, ^ english|kiingereza|kizungu|eng, sielewi|sijui .. kiswahili|swahili, dont|not|cant
    understand|know|read|speak kiswahili|swahili, kiswahili .. sielewi|sijui|hakinipandi, continue in english
  `),
  'language_en.not': phrases(`
    sielewi|sijui|hatusomi|unaniandikia|mbona .. kizungu|kiingereza|english, dont|not|cant understand|know|read|speak
    english, ^ english|kizungu|kiingereza sielewi
  `),
  'language_sw.not': phrases(`
    sielewi|sijui .. kiswahili|swahili, dont|not|cant understand|know|read|speak kiswahili|swahili, ^ kiswahili|swahili
    .. hakinipandi|sielewi
  `),
  'language.not': phrases(`
    english teacher|class|exam|lesson, english .. teacher, swahili teacher, sign language, doctor .. speaks|speak
  `),
  person: phrases(`
    msaada wa mtu, namba|nambari|number|simu ya reception|mapokezi|kupiga|ofisi|daktari, simu|namba yenu ni gani|ngapi|ipi, mtu wa kunijibu|kuongea|kunisikiza,
    rather|prefer talk|speak|call|talking|speaking, who|whom|where can|do|should i|we call|ring|phone, are|is you|this|it a? robot|bot|machine|human|computer|ai|person, pick .. phone|call|calls, no|nobody|noone one? .. answers|answering|picks|picking|responding,
    nina|niko na malalamiko|lalamiko, have|got|make a complaint, who do|can|should i talk|speak|complain|report, number .. want|need|can .. call, your number please|pls,
    mtu|mmoja|someone|somebody|anyone ani*|~call|~pigi|~tafut|aniongeleshe,
    pigia mimi, ^ namba yenu, namba ya simu yenu, your phone number, your contact*,
    anyone alive, only this computer, hotline, prefer to speak|talk, put me through, your staff handle, chat with somebody|someone, somebody|someone i can chat|talk|speak, nizungumze naye, niongee naye, mkuu wa hapo, anitafute, niachie namba, namba ya daktari, let your staff, explain something complicated, someone handle me, mnitafute kwa simu,
    someone .. call|contact|ring me, need a human, let me talk, want .. to talk, hii robot|roboti|mashine, sio
    robot|roboti|bot, mtu .. halisi|wa kawaida|live|mzima, kuna mtu .. hapo|naweza, niongeze|niongee, ask .. to call,
    nipatie namba ya, namba ya simu, contact number|person, mnaweza nipigia|kunipigia, naomba simu, naweza ongea|kuongea
    na, nichat na mtu, #talk|speak|connect|transfer|put .. #person, real|actual|live|human
    person|human|being|agent|people|chat, human, human being, call me|us, ring|phone me, call .. back, call me back,
    give me a call, customer care|service|support, ^
    agent|reception|receptionist|operator|person|someone|somebody|staff|mtu|mapokezi|mhudumu|human #please? $,
    receptionist, a? person #please? $, want|need|get|give ..
    person|human|reception|agent|receptionist|mhudumu|binadamu|operator, want|need someone to call|talk|help|speak, is
    there .. human|person|anyone|somebody there|here|real|human, on phone|the phone, not a robot|bot|machine, are you a
    robot, your number .. call, number .. call you|reception|mapokezi, phone number, mhudumu, wahudumu, binadamu, agent,
    #talk with|to whoever|whom|the|management|admin|incharge, #talk na|with|to ..
    mtu|daktari|nurse|nesi|muuguzi|mhudumu|watu|reception|msimamizi|nanyi|nao|mmoja|nyinyi|mwenyewe|doctor|someone|somebody|dr,
    nataka|naomba #talk, ^ nataka mtu, ^ talk $, live chat, nipigi*, ~pigi simu|call, ~pig simu, mnipigie, anipigie,
    pigeni simu, piga simu, niunganish*, nipe|nipeni .. mtu|binadamu|mhudumu|msimamizi|reception|mapokezi, mtu
    anisaidie, mtu .. kunisaidia|anisaidie|anijibu, mtu wa kweli|ofisi|reception|customer, kuna mtu, si
    mashine|roboti|robot|bot, niandikieni .. watu, mfanyakazi wenu, nipigie|nipigieni, give me
    reception|someone|somebody|agent, nipige, simu ya mapokezi|reception, watu wa mapokezi, mapokezi, nataka mtu,
    anijibu, speak to the doctor, supervisor|manager, nitalk na, wacha niongee, niongee na
  `),
  'person.not': phrases(`
    nipige mswaki|picha, kuna mtu hapo saa|sasa,
    anyone|someone|somebody|doctor .. who treats|treat|handles|deals,
    mtu anitoe|anitoa|anipime|anicheki|anitibu|anidunge|wa kunipima|wa kunitoa|wa kutoa|wa kupima, mtu wa kuni* .. jino|macho|meno|damu, someone|somebody|person to remove|check|test|examine|treat, ~ongez, ~ongezee, mtu|someone|somebody aangalie|aniangalie|aone|acheki|angalie,
    another person, belongs to another,
    nikupigie, kuongea .. hawezi|can, stop|acheni|dont .. calling|call|kunipigia, umeme, mpe mtu mwingine, i will call,
    nitawapigia, nurse at the desk, hawezi kuongea, reception open, reception .. rude|close|open, was|called me|us
    in|my, mtu mwingine, someone else, boss|he .. call, ~pigi mswaki|picha|magoti, mgongo, my phone number, for a
    person, changed .. phone number, wrong person, linanipiga
  `),
  details: phrases(`
    name is wrong, my name is wrong, my name is wrong|misspelled|misspelt, my details, change|correct|update|edit .. my
    name|number|phone|details, wrong name, misspelled, misspelt my name, new number is, new phone number, changed my
    number|phone|line, ~badilish jina|namba|nambari, ~rekebish jina|namba, jina .. limekosewa, jina langu si, namba
    mpya, taarifa|details|maelezo zangu|yangu, kubadili jina|namba, name .. spelt|spelled wrong, ^
    details|taarifa|maelezo $, ^ my name|number $, ^ jina langu|namba yangu $, mmeandika jina, jina .. si sahihi, change
    name
  `),
  'details.not': ['mmebadilisha namba', 'owner', 'nani', 'silijui', 'nimeinunua', 'bought'],
  stopping: phrases(`
    stop .. sending|texting|messaging|messages|sms|reminders|disturbing|calling|spamming, dont ..
    text|message|send|sms|write, no more messages|sms|texts|reminders, unsubscribe, remove me from, leave me alone,
    msinitumie, msinitumieni, usinitumie, msiniandikie, acheni|acha|wacha|wacheni|sitisheni|stop ..
    kunitumia|kuniandikia|kunisumbua|sms|ujumbe|meseji|message, sitaki .. ujumbe|sms|meseji|messages, kustop ..
    reminders|sms|messages, ku stop, sitisheni .. sms|ujumbe|meseji, opt out, msinisumbue
  `),
  'stopping.not': ['dont stop', 'usiache', 'wrong time|day', 'stop sending me the wrong'],
  yes: phrases(`
    ^ proceed, ^ continue $, ^ lets do it|that, ^ go on $, ^ go for it, ^ by all means, ^ sounds perfect|great|fine|okay|ok, ^ i would|id love|like that, ^ thatll do|work, ^ that will do|work, ^ suits me, ^ all good $, ^ you|u can|may go|proceed|continue, ^ endelea $, ^ endeleeni $, ^ tuendelee $, ^ hiyo ni|iko sawa|poa|nzuri|fiti|freshi, ^ inanifaa, ^ itafaa,
    ^ #yes, ^ e|ee|eee|ah|oh|ok|sawa|haya ndio|ndiyo|yes, ^ of course, ^ thats|its|it is?
    correct|right|fine|ok|okay|good|it|true|perfect, ^ go ahead, ^ correct, ^ that one is fine|ok|good, ^ works for me,
    ^ sounds good, ^ that works|is fine|is ok|is good|is correct, ^ ni sawa, ^ fanya hivyo, ^ bila shaka, ^ hakika, ^
    perfect, #yes $, ^ absolutely, ^ definitely, ^ why not, ^ iko sawa|poa|fiti, ^ ni hivyo, ^ please do, ^ do it, ^ ni
    kweli, ^ kweli, ^ i agree, ^ nakubali, ^ inafaa
  `),
  'yes.weak': ['^ #weak_yes'],
  'yes.not': phrases(`
    ^ haya mambo|maumivu|maneno|macho|meno|matatizo|yote|makosa, ^ eh|ee|ehe|eeh|eeeh .. ngapi|gani|mbona|nini|kwani|wapi|jamani|mungu|bwana, ^ sure you|about|thing,
    yes or no, ^ ya _, ^ ok|okay|sawa .. asante|thanks|thank|bye|thx|goodnight, say|said|tell .. yes, ^ fine but, ^
    right now|away|side, ^ haya asante|kwaheri|tuonane|nitakuja, ^ sawa nitaku*
  `),
  no: phrases(`
    ^ n $, ^ id rather not, ^ la sipendi, rather not $,
    ^ #no, ^ la $, ^ la hasha|asante|sitaki, ^ not really|now|that|this|yet|it|today, ^ not $, ^ sitaki $, ^ siyo|sio|si
    hivyo|hiyo|sawa|kweli|huyo, ^ never, ^ negative, ^ dont $, ^ wrong $, ^ thats|that|it is not|wrong, ^ thats
    wrong|incorrect, ^ incorrect, ^ sitaki hiyo|hivyo, #strong_no $, ^ i dont want $, ^ sipendi, ^ usifute $, ^ haifai,
    ^ no thank*
  `),
  'no.not': phrases(`
    ^ #no prob|probs|noma|wahala|tatizo,
    ^ no
    problem*|worries|worry|idea|one|need|shida|sweat|longer|more|issue|issues|stress|hurry|rush|signal|network|body, ^
    no worries|worry|idea|one|need|shida|sweat|longer|more|issue|issues|stress|hurry|rush|signal|network|body|_? option,
    ^ no|nope|hapana shida|tatizo|noma|wasiwasi, ^ not coming|able|sure|me|feeling|well|available|only, ^ hapana shaka,
    ^ no matter, ^ none of, ^ no hard feelings
  `),
};

export const talkClasses = {
  yes: 'yes yeah yea yep yup yap yess yeap yees yesss yebo yeh ya yah ndio ndiyo ndo ndyo ndioo ndiooo eeh ee eh eee ehe naam hewala sure surely ndivyo sawasawa certainly yassss y yessir yesir ofcourse',
  weak_yes:
    'ok okay oky okey oki k kk alright alryt aight sawa poa haya fiti fine cool great good right swa xawa kabisa shwari freshi',
  strong_no: 'hapana apana nope',
  no: 'no nope nop nah noo nooo naah nop hapana apana hapna hapanaa habana zii zi ziii nay la-hasha hpn aaah aai hapan',
};

/** Messages of these words alone, with one of the core among them. */
export const kindWords = {
  greeting: {
    core: 'salamu salaamu hi hey heyy hello hallo halo helo hae hy hii hiya haloo hellow morning afternoon evening mornin gm habari habarini hujambo hamjambo jambo mambo vipi niaje sasa xaxa shikamoo shikamo salama salaam salaams salam asalaam assalam assalamu asalam hodi greetings asifiwe asifiwee umeamkaje mmeamkaje umeshindaje mmeshindaje umeamka karibuni wasalaam alo yo supu sup wassup ibada mzima wazima',
    around:
      'aje wasee wase wanangu wadau wazee wapendwa people mpendwa jameni wakuu daktari good how are r ya za yako zako zenu yenu gani leo asubuhi mchana jioni usiku kucha today doing aleikum alaikum alaykum waaleikum poa hapo huko kwenu hope you well is fine watu wa amani kliniki clinic bwana ndugu zangu zangu hapa pia day it going everything to everybody rafiki yangu siku hali nzuri njema sijui mpo mko uko there from here i am mum kwema family staff people of dearest',
  },
  thanks: {
    core: 'thanks tutaonana ta laters asnte thank thankyou thanx thx tnx thnx thks thnks ty tq asante ahsante asanteni ahsanteni asanti aksanti asnte ahsanti ashante shukran shukrani shukrn nashukuru tunashukuru bye goodbye byebye kwaheri kwaherini goodnight gnight appreciated appreciate grateful barikiwa mbarikiwe barikiweni bless blessed mwema njema mungu akubariki awabariki nimeshukuru tumeshukuru lala tuonane cheers thanksgiving ubarikiwe alamsiki gracias',
    around:
      'alot a lot kunisaidia kutusaidia umenisaidia mmenisaidia msaidizi be a youve star best talk soon kuonana uwe muwe kuonana tena reminder reminding kwako kesho mwenyezi youve sna again your for help service kwa huduma yako yako yenu yenu msaada wako god bless mungu awabariki akubariki akubarikini awabarikini ok okay sawa haya ur the at clinic you all been very helpful have has day night good great nice jazilan kunijibu haraka nzuri njema siku mwema usiku salama i really it is much many lots more na and we see later take care done wema kazi basi poa kila mara jioni asubuhi blessed ulale sana for quick response kind kindness assistance time till then tukutane wote nyote from my family us me am so helping replying answering informing info information ujumbe message wenu lovely wonderful kweli kabisa pamoja vizuri sawasawa all',
  },
} as const;
