import { describe, expect, test } from 'vitest';
import { nowhere, readMessage } from './read-message.ts';

const intentsOf = (text: string) => readMessage(text, nowhere).intents;
const rows = (written: string) =>
  written
    .trim()
    .split('\n')
    .map((row) => row.trim());

describe('danger', () => {
  test.each(
    rows(`
      emergency
      Emergency!!
      mke wangu yuko labour
      niko labour
      siwezi kuja niko labour
      yuko leba
      ako labor
      nina uchungu wa uzazi
      uchungu umeanza
      nimeanza uchungu
      contractions zimeanza
      mimba inatoka
      mtoto hajacheza tangu jana
      stroke
      he had a stroke
      my dad is having a stroke
      convulsions
      degedege
      mtoto wangu hajacheza tangu asubuhi
      mtoto hajacheza tangu juzi
      my baby has not moved today
      kichwa cha mtoto kinatoka
      mtoto anaconvulse
      my husband beat me
      mume wangu amenipiga
      amenipiga
      uchungu wa uzazi
      uchungu wa uzazi umeanza
      mke wangu ameshikwa na uchungu wa uzazi
      mimba inatoka nifanye nini
      nifanye nini uchungu wa uzazi umeanza
      pumu imeshika
      uso umefura baada ya dawa
      dharura
      ambulance please
      hii ni dharura
      ni dharura jamani
      this is an emergency
      we have a medical emergency
      emergency please
      please send an ambulance to my house
      we need an ambulance now
      can you send an ambulance to Ngong road
      nahitaji ambulance haraka
      tuma ambulance nyumbani
      nitumieni ambulensi
      naomba gari la wagonjwa
      I am dying
      I'm dying
      my mother is dying
      nakufa
      anakaribia kufa
      yuko karibu kufa
      gari imegonga mtoto
      boda imemgonga mama
      pikipiki imenigonga
      a car hit my son
      mtoto amezirai
      nimezirai
      kupumua ni ngumu
      hapati hewa
      sipati pumzi
      she can't get air
      mtoto anakabwa
      mtoto amepata fits
      amepata degedege
      convulsing
      my baby is convulsing
      nimekunywa panadol 20
      I took 30 tablets of panadol
      amemeza vidonge ishirini
      placenta haijatoka
      the placenta has not come out
      mtoto tumboni hasogei
      mtoto hachezi tumboni
      I can't feel the baby moving
      my husband is beating me right now
      ananipiga sasa hivi
      mume wangu ananipiga
      asthma attack
      my son is having an asthma attack
      pregnant severe headache and blurred vision
      mjamzito kichwa kinauma sana na macho yanaona giza
      mtoto ana homa kali sana na shingo imekaza
      high fever and a stiff neck
      na shida kubwa, ni emergency
      emergency at home please help
      nisaidieni dharura
      lori imegonga watoto
      my husband beat me badly
      do you have an ambulance? she is unconscious
      child swallowed my seizure medicine
      my son drank stroke medicine
      my child drank seizure medicine
      my son is a seizure patient and is fitting now
      a stroke patient here is not breathing
      took too much stroke medicine
      my dad is a stroke patient, my baby has not moved today
      my baby appointment is tomorrow, baby hasn't kicked today
      baby appointment? baby hasn't moved today
      cancel baby booking baby hasnt moved
      my husband beat me and she is a seizure patient
      mgongo unauma na uchungu wa uzazi umeanza
      mgongo unauma na uchungu wa uzazi
      uchungu umeanza mgongo unauma sana
      uchungu umeanza na kichwa kinauma
      uchungu wa mgongo mkali na wa kifua
      my wife is in labour, is the labour ward open now
      my wife is in labour ward
      I'm in labour ward
      is the labour ward open, my water broke
    `),
  )('%s', (text) => {
    expect(intentsOf(text)).toEqual(['danger']);
  });
});

describe('what sounds like it', () => {
  test.each(
    rows(`
      nimepata dharura kazini, sitakuja
      labour ward visiting hours
      baby appointment moved to monday
      my baby visit has been moved
      I am at the labour office
      uchungu wa jino umeanza
      nimeanza kuwa na uchungu wa jino
      he had a stroke in 2019 and needs a checkup
      my uncle died of a stroke last year
      stroke clinic
      my mother has a stroke clinic on friday
      my father is a stroke patient, I want physio
      she is a stroke survivor
      my stroke medicine is finished
      refill my seizure medicine
      dawa ya uchungu wa uzazi
      epidural ya uchungu wa uzazi bei
      mnatoa sindano ya uchungu wa uzazi
      daktari amenipiga sindano ya uchungu wa uzazi
      kliniki ya uchungu wa uzazi
      darasa la ujauzito na uchungu wa uzazi
      uchungu wa uzazi unaanza lini
      uchungu umeanza jana kwa jino
      jino lina uchungu umeanza jana
      uchungu wa mgongo umeanza
      mimba inatoka kwa mwezi gani
      kwa nini mimba inatoka
      mtoto hajacheza tangu aanze kuumwa
      mtoto hajacheza mpira tangu juzi
      my baby has not moved to solid food
      my baby has not moved bowels
      he beat me to it
      mume wangu amenipiga simu
      daktari amenipiga sindano
      kichwa cha mtoto kinatoka vidonda
      she works in labour office
      she works in labour ward
      my wife is in labour court today
      mna labour ward
      do you treat convulsions
      mimba iliharibika mwaka jana
      uso umevimba kidogo sababu ya jino
      nina dharura kazini
      nina dharura, sitaweza kuja kesho
      emergency at work, can I move my visit
      I have a family emergency, please cancel my appointment
      I have an emergency, can't make it tomorrow
      we have an emergency at home so I will be late
      do you have an ambulance?
      do you send an ambulance?
      mna ambulance?
      how much is the ambulance
      how much do you charge to send an ambulance
      is this number for emergencies only?
      is this an emergency line?
      do you have emergency services
      do you sell emergency pills
      I am dying to know the price
      nacheka nakufa
      nakufa njaa
      my phone is dying
      jino linaniuma nakufa
      no emergency, just a checkup
      not an emergency
      it is not an emergency
      si dharura
      sio emergency
      asthma checkup
      asthma inhaler refill
      she used to get asthma attacks as a kid
      hajazirai, yuko sawa
      gari yangu imegonga ukuta
      nimekunywa panadol 2
      nimekunywa panadol saa 10
      I took panadol 10 minutes ago
      I am pregnant and want a checkup
      mjamzito, nataka kliniki
      shingo imekaza nimelala vibaya
      daktari ananipiga sindano lini
      ananipigia simu sasa
      nabanwa na kazi
      mnatuma ambulance?
      is it an emergency if baby has a cold?
      I am dying of curiosity, what is the price
      namba ya dharura ni gani
      kuna dharura imetokea, nibadilishie tarehe
      anabanwa na kazi
    `),
  )('%s', (text) => {
    expect(intentsOf(text)).not.toContain('danger');
  });
});
