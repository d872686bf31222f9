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
      mtoto anaconvulse
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
      I am at the labour office
      uchungu wa jino umeanza
      nimeanza kuwa na uchungu wa jino
      he had a stroke in 2019 and needs a checkup
      my uncle died of a stroke last year
      stroke clinic
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
