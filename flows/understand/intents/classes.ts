import type { Classes } from '../signs.ts';

/** Words that stand in for one another in the phrases of this folder. Normalised; English, Swahili, Sheng, and how they are typed. */
export const classes: Classes = {
  appt:
    'appointment appointments apointment appoitment appointmnt appointmet apoinment appointmen appt appts apt booking bookings visit ' +
    'visits miadi mihadi miad checkup clinic kliniki reservation',
  visit:
    'appointment appointments apointment appoitment appointmnt appt appts booking bookings visit visits miadi miad',
  my: 'my our her his their yangu yetu zangu zetu wangu langu yake zake yao mine the',
  mine: 'my our yangu yetu zangu zetu yake zake her his',
  it: 'it that this mine hiyo ile hii me mine',
  want:
    'want wanna need like nataka tunataka ningependa ningetaka nahitaji naomba tunaomba naombeni nipe nipeni nipee nipeeni wish would love ' +
    'natafuta nilitaka natk ntaka tungependa tungetaka anataka anahitaji naitaka needs wants looking',
  can: 'can could may kan',
  you: 'you u ya yu yall guys',
  may: 'naweza naeza nawesa tunaweza twaweza anaweza mnaweza mwaweza unaweza inawezekana nitaweza naez ninaweza tunaeza mnaeza nikuje nije tuje aje waje waweza mtaweza',
  come: 'come coming kuja kam kukam kucome pop visit nije tuje aje njoo pass kupitia nipitie kufika',
  doctor:
    'doctor doctors doc docs dr dkt daktari dakitari dakta dokta daktar dktari dentist nurse nesi muuguzi midwife mkunga optician specialist gp ' +
    'physician obstetrician clinician gynae gynaecologist gynecologist pediatrician paediatrician daktri',
  room: 'slot slots opening openings space room nafasi vacancy vacancies availability chance spot spots',
  time: 'time date day slot hour siku saa tarehe masaa wakati muda taim tym times dates',
  other:
    'tofauti another other different later new earlier nyingine ingine mwingine lingine baadaye mwengine',
  day: 'day time date week slot siku saa tarehe wiki muda wakati appointment',
  which: 'gani ngapi lini what which when wapi',
  not: 'not never dont doesnt didnt no isnt wasnt arent wont cant sio si siyo hapana',
  cannot: 'cant cannot wont unable couldnt cannt shant kant',
  attend: 'come coming make attend reach manage kam show honour honor keep arrive travel be get there',
  us: 'us you nyinyi ninyi kwenu hapo there huko kwa',
  person:
    'person human humans someone somebody anyone anybody staff receptionist reception agent operator representative attendant people mtu watu mhudumu ' +
    'wahudumu binadamu mapokezi msimamizi mfanyakazi afisa manager supervisor secretary muuguzi nurse nesi doctor daktari mkubwa',
  talk: 'talk speak chat kuongea niongee ongea kuzungumza nizungumze kutalk nitalk kuspeak nispeak tuongee kuchat nichat zungumza discuss',
  one: 'you u mna mnafanya mnatoa',
  ill: 'sick unwell ill mgonjwa naumwa anaumwa',
  please: 'please pls plz plis plse pliz kindly tafadhali tafadhal tafadhari tafathali naomba naombeni',
  kin:
    'mother mum mom mama mamangu father dad baba babangu wife husband mke mume bibi babu sister brother dada kaka friend rafiki shangazi mjomba son daughter ' +
    'child baby kid mtoto mwanangu binti kijana granny grandmother grandfather',
  deadly:
    'killing kill kills killed die dies dying died dead death nakufa kufa inakufa nitakufa ilikufa imekufa itakufa tunakufa amekufa nimekufa ' +
    'tutakufa choking choke chokes strangling drowning suffocating suffocate collapse collapsing fainting',
  trivial:
    'price prices bei bill queue foleni heat boredom hunger njaa laughing laughter laugh kicheko shame aibu charges traffic jam robot boss joto jua stress presha hofu uchovu love penzi ' +
    'mapenzi exams homework waiting kusubiri wivu usingizi phone battery betri simu network stima line internet charger laptop gari car engine cold baridi tired curious curiosity foleni kungoja furaha work kazi movie soap',
  /** What is done to a patient. */
  care: 'checkup checkups check-up cleaning filling extraction scaling vaccine vaccination vaccines jab jabs immunization immunisation consultation screening examination review scan treatment braces dental antenatal anc physio chanjo kipimo vipimo matibabu glasses miwani whitening polishing massage dressing circumcision',
  check:
    'checked examined treated seen tested vaccinated immunised immunized attended reviewed screened cleaned removed extracted filled fixed',
  need: 'needs need anafaa anatakiwa anapaswa nafaa natakiwa napaswa anahitaji nahitaji inahitaji yanahitaji linahitaji zinahitaji supposed due lazima should must',
  dayname:
    'monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun jumatatu jumanne jumatano alhamisi ijumaa jumamosi jumapili jtatu jnne jtano jmosi jpili j2 j3 j4 j5 ' +
    'kesho keshokutwa tomorrow tmrw tomoro tmrow kesh asubuhi mchana jioni alasiri morning afternoon evening weekend wikendi',
  clock: '1* 2* 3* 4* 5* 6* 7* 8* 9* noon midday',
  bad_time: 'hainifai haifai haifanyi haitafaa haitanifaa haitafanya hainiwezi',
  insurer:
    'sha nhif shif britam jubilee minet aar madison cic apa heritage uap resolution insurance bima nhis ugachi cover oldmutual aon',
};
