import { shortName } from '../format.ts';
import { always, type Texts } from '../texts.ts';
import { type commonTextsEn, providerNames } from './texts.en.ts';

export const commonTextsSw: Texts<typeof commonTextsEn> = {
  'common.how_to_reply': ({ first, last }) =>
    first === last ? `Jibu ${first}.` : `Jibu kwa namba, ${first}-${last}.`,
  'common.list_button': always('Chagua'),
  'common.email_subject': ({ clinic }) => `Ujumbe kutoka ${clinic}`,
  'common.email_how_to_reply': ({ phone }) =>
    `Tafadhali usijibu barua pepe hii: hakuna anayesoma sanduku hili. Kujibu, tuandikie kwa WhatsApp au SMS, au piga ${phone}.`,
  'common.more': always('Zaidi'),
  'common.menu': always('Menyu kuu'),
  'common.back_hint': (_, kind) => (kind === 'sms' ? '' : 'Urudi ulipokuwa'),
  'common.back': always('Rudi nyuma'),
  'common.go_on': always('Tuendelee hapa'),
  'common.name': ({ name }, kind) => shortName(name, kind),
  'common.language': ({ language }) => ({ en: 'English', sw: 'Kiswahili' })[language],
  'common.language_set': always('Sawa, tutaendelea kwa Kiswahili.'),
  'common.lost_thread': always('Samahani, mazungumzo yamekatika. Tuanze upya.'),
  'common.stale': always('Hiyo ni ya ujumbe wa awali. Tuko hapa:'),
  'common.unreadable': ({ what }) =>
    ({
      media: 'Samahani, hatuwezi kufungua hiyo hapa. Tuandikie.',
      location: 'Samahani, hatuwezi kusoma location. Tuandikie.',
      empty: 'Ujumbe wako umefika bila maneno.',
    })[what],
  'common.not_understood': always('Samahani, hatujaelewa.'),
  'common.not_understood_again': ({ phone }) => `Samahani, bado hatujaelewa. Unaweza kupiga ${phone}.`,
  'common.no_such_number': always('Namba hiyo haipo kwenye orodha.'),
  'common.stuck': always('Samahani, bado hatujaelewa. Ungependa kufanya nini?'),
  'common.write_person': always('Andika "mtu" na mhudumu atakusaidia.'),
  'common.or_call': ({ phone }) => `Unaweza pia kutupigia ${phone}.`,
  'common.idle': always('Muda umepita, kwa hivyo tuliishia hapo.'),
  'common.going_on': always('Sasa turudi tulipokuwa:'),
  'common.nearest': ({ branch, address }) =>
    `Tawi lililo karibu nawe ni ${branch}${address && `: ${address}`}.`,
  'common.opted_out': always(
    'Hutapata tena vikumbusho kutoka kwetu hapa. Ukituandikia, bado tutakujibu. Ukitaka vikumbusho tena, andika ANZA.',
  ),
  'common.opted_out_briefly': always('Hutapata vikumbusho. Kuvipata tena, andika ANZA.'),
  'common.opted_in': always('Utapata tena vikumbusho vyetu hapa.'),
  'common.detached': always(
    'Samahani kwa usumbufu. Tumeondoa namba hii kwenye rekodi zetu na kuwajulisha wahudumu.',
  ),
  'common.no_such_date': always('Tarehe au saa hiyo haipo. Tafadhali angalia tena.'),
  'common.stopping': always(
    'Ukitaka usipate tena vikumbusho vyetu, andika SITISHA. Kughairi miadi, andika "ghairi miadi".',
  ),
  'common.late_noted': ({ phone }) =>
    `Asante kwa kutujulisha, wahudumu wanajua. Njoo haraka uwezavyo, au piga ${phone}.`,
  'common.not_me_sure': always('Je, simu hii si ya mgonjwa wetu yeyote? Tutaiondoa kwenye miadi zote hapa.'),
  'common.not_me_yes': always('Ndiyo, iondoeni'),
  'common.not_me_no': always('Hapana, iacheni'),
  'common.help': ({ phone }) => `Andika "menyu" au "mtu", au piga ${phone}.`,
  'common.all_right': always('Haya, karibu. Andika "menyu" wakati wowote ukituhitaji.'),
  'common.you_are_welcome': always('Karibu sana! Andika "menyu" wakati wowote ukituhitaji.'),
  'common.gladly': always('Karibu sana.'),
  'common.dead_turn': ({ phone }) =>
    `Samahani, kumetokea hitilafu kwetu na hatukuweza kushughulikia ujumbe wako. Tafadhali andika "menyu" ujaribu tena, au piga ${phone}.`,
  'common.flood': ({ phone }) =>
    `Umetuma ujumbe mwingi kwa muda mfupi. Tafadhali subiri kidogo: tunahifadhi yote unayoandika, na wahudumu wamejulishwa. Kama ni dharura, piga ${phone}.`,
  'staff.text': ({ text }) => text,
  'staff.please_write': ({ clinic }) =>
    `Habari kutoka ${clinic}.\nTuna ujumbe wako. Tafadhali jibu hapa ili tukutumie.`,
  'staff.on_call_danger': always('HARAKA: mgonjwa ameandika kuhusu dharura. Tafadhali angalia sasa hivi.'),
  'staff.on_call': ({ waiting }) =>
    `Mgonjwa anaomba kuongea na mhudumu, na anatarajia jibu kabla ya ${waiting}.`,
  'staff.out_of_credit': ({ provider }) =>
    `Salio la ${providerNames[provider]} limeisha, au akaunti imesimamishwa. Ujumbe unasubiri hadi ilipwe; tafadhali angalieni akaunti leo.`,
  'staff.budget': ({ step }) =>
    ({
      newcomers: 'Nusu ya gharama ya ujumbe ya leo imetumika kwa namba mpya. Hazitajibiwa tena leo.',
      nearly: 'Asilimia 80 ya gharama ya ujumbe ya leo imetumika.',
      spent:
        'Gharama ya ujumbe ya leo imeisha. Wagonjwa hawatapata ujumbe tena leo: tafadhali angalieni simu.',
    })[step],
};
