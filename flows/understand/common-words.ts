/**
 * Frequent words of both languages: never taken for a misspelt name of a service, a branch or a practitioner, and never a part of
 * a patient's name.
 */
export const commonWords: ReadonlySet<string> = new Set(
  (
    'a able about above after again against all almost along already also although always am among an and another any anyone anything anybody anyway are area around arrive as ask at available away baby back bad be because become ' +
    'been before begin behind being below best better between big bit blood body book both boy boss bring brother brush building bus but buy by call came can cant card care carry cash center centre change charge check chest child children ' +
    'church city class clean clinic close closed cold come coming cost could country course cup daughter day days dear did died different do doctor does doing done dont door down drink drive drop during each early east eat eight end english enough ' +
    'even evening ever every everyone everything exactly expect eye eyes face fact fall family far fast father feel feeling feet fever few fifth find fine first five fix floor food foot for forget four free friend friends from front full fun gate get ' +
    'getting girl give go god going gone good got great group guys had hair half hand happy hard has have he head hear heart help her here hi him his hold holiday home hope hospital hot hour hours house how hundred hungry hurt husband i if ill im in inside ' +
    'instead into is it its ive job just keep kid kids kind know lady land last late later learn least leave leg let letter life like line list little live long look lost lot love low lunch machine made make man many market matter may maybe me mean meet ' +
    'message midday might mind mine minute minutes miss missed monday money month months more morning most mother mouth move much mum must my myself name near need never new next nice night nine no nobody none noon normal north not nothing now number nurse of ' +
    'off office often oh ok okay old on once one only open or order other our out outside over own page paid pain parents part past patient pay people person phone pick place plan play please point possible present price problem public pull push put quick quite ' +
    'rain rather reach read ready real really reason receive remember remind reply rest return right ring road room round run said same saturday saw say school second see seen send sent service services set seven shall she short should show sick side sign ' +
    'since sir sister sit six size skin sleep small so some someone something sometimes son soon sorry south speak stage stand start started state station stay step still stop street strong such sunday supposed sure sweet table take talk tell ten test text than thank ' +
    'thanks that the their them then there these they thing things think third this those three through thursday ticket till time times to today together told tomorrow tonight too took tooth top total town traffic travel treat tree try tuesday turn two under until up ' +
    'upon us use usual very visit wait waiting walk wall want wants was wash waste watch water way we wear weather wednesday week weeks well went were west what whatever when where whether which while white who whole why wife will window wish with without woman ' +
    'wonder word work working world worse worst would write wrong year years yes yesterday yet you young your yours west eastern western weekend weekends island islands lands westward wetlands ' +
    'na ya wa za la cha vya kwa ni si ndio hapana mimi wewe yeye sisi nyinyi wao yangu wangu langu zangu yako wako lako zako yake wake lake zake yetu wetu letu zetu hii hiyo hizi hizo huyu huyo hawa hao hapa hapo huku huko kule pale nini nani wapi lini gani ngapi vipi kwanini ' +
    'leo kesho jana juzi asubuhi mchana jioni usiku saa siku wiki mwezi mwaka dakika sasa bado tena pia lakini au ama kama basi tu sana kabisa kidogo kubwa ndogo nzuri mbaya mpya zamani haraka pole samahani tafadhali asante karibu habari mtu watu mtoto watoto mama baba dada kaka bibi babu ' +
    'mume mke rafiki ndugu nyumba nyumbani kazi kazini shule pesa bei simu namba jina gari barabara mji mjini daktari hospitali kliniki dawa homa tumbo kichwa mguu mkono damu maji chakula nataka naomba nina niko kuna kuja kwenda kuona kufanya kupata kusema kuuliza kujua kuwa hadi mpaka toka kutoka ' +
    'kabla baada kati juu chini ndani nje mbele nyuma upande kila yote wote zote chochote yoyote yeyote moja mbili tatu nne tano sita saba nane tisa kumi mia elfu kwanza pili jumatatu jumanne jumatano alhamisi ijumaa jumamosi jumapili mungu bwana mwenyewe kwangu kwako kwake kwetu kwenu kwao nami nawe naye nao nasi ' +
    'kunywa mimea amekataa amekataza kawaida mgonjwa sick ill mwanzo mwisho tayari labda hasa zaidi sawa haya poa bei kamau~ demo dental~ general generally genera mental rental dentil metal mentor eyed dyed vision visions visitor visitors vaccine~ vacation vacations location locations ' +
    'kuharisha kuendesha maharusi mano menu menyu mende mengi meneja mena jina jana jani moja macha mchele machozi magari makao mjomba chanzo chango chance chant chain china childs chilld chillds chlids childz wajibu hasani kamua kamari karamu kama hasira hasara hassle harass'
  )
    .split(' ')
    .filter((word) => !word.endsWith('~')),
);
