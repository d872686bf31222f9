import { describe, expect, test } from 'vitest';
import { saysWhose } from './whose-visit.ts';

describe('whose visit it is', () => {
  test.each([
    "cancel my son's visit",
    "cancel my son's",
    'cancel for my son',
    "move my child's appointment",
    "move my son's to friday",
    'move my son to friday',
    "my daughter's appointment, cancel it",
    'futa miadi ya mtoto wangu',
    'ghairi ya mtoto',
    'cancel for a friend of mine, for my friend',
    'hiyo ya mtoto ghairi',
    'siwezi kumleta mtoto',
    "my son can't come",
    "my son won't make it on wednesday",
    'mtoto wangu hawezi kuja',
    'mwanangu hataweza kuja',
    'my son is booked for friday, cancel it',
    'my mum has an appointment on friday, she cannot come',
    'mtoto amepona, ghairini miadi yake',
    "please cancel my son's please",
    'cancel my sons appointment',
    'cancel the kids appointment on friday',
    "cancel my son's appointment on that day",
    'siwezi kumleta mtoto kwa hiyo miadi',
  ])('%j says so', (words) => {
    expect(saysWhose(words, false)).toBe(true);
  });

  test.each([
    'move my visit, my son is sick',
    'cancel my visit my son is sick',
    'cancel my son is sick',
    'cancel mine, my child is ill',
    'cancel mine and book for my son',
    'book for my son and cancel mine',
    "cancel mine not my son's",
    'cancel my visit and book for my son',
    'cancel my visit because my daughter is sick',
    'cancel, my kid is unwell',
    "i can't come my son is sick",
    "my son is sick we can't make it",
    'reschedule my appointment, I have to take my son to school',
    "I can't come, I have to bring my son to school",
    "move my visit, it's my son's graduation",
    'cancel my visit, my mother died',
    'naomba kuahirisha, mtoto ni mgonjwa',
    'nataka kubadilisha miadi yangu, mwanangu ni mgonjwa',
    'sitaweza kuja mtoto wangu anaumwa',
    'naomba kughairi miadi yangu, mtoto wangu amelazwa',
    'futa miadi yangu kwa sababu ya mtoto wangu',
    'sitakuja ila mtoto atakuja',
    "I can't come, I'm home with my kids",
    'cancel please, I have to stay with my kids',
    'sitakuja, napeleka kids to school',
    'please move it, I have to take the girls to school',
    "move it, my son's clinic is that day",
    "can't make it, it clashes with my son's appointment",
    'sitakuja, nina miadi ya mtoto siku hiyo',
    'sitakuja, naenda kumleta mtoto kutoka shule',
    "I can't come, I am at my sister's",
  ])('%j does not', (words) => {
    expect(saysWhose(words, false)).toBe(false);
  });

  test('of one who will come', () => {
    for (const words of ['my son will come', 'mtoto wangu atakuja', 'nitamleta mtoto'])
      expect(saysWhose(words, true)).toBe(true);
    for (const words of ['I will come, my son is better', 'nitakuja na mume wangu'])
      expect(saysWhose(words, true)).toBe(false);
  });

  test.each([
    ...['yes with my kids', 'I will come with my kids', "I'll be there with my boys", 'yes and my son too'],
    ...['ndio na mtoto pia', 'yes, baby and I', 'nitakuja nikimleta mtoto', 'ok my husband will bring me'],
    ...[
      "I'll come, my husband is coming too",
      'nitakuja, mume wangu atakuja pia',
      'sawa mume wangu atanileta',
    ],
    ...[
      'confirm, bringing my mother along',
      'I confirm, my mother will come with me',
      'yes, bringing my mum',
    ],
  ])('%j: who comes along is not whose it is', (words) => {
    expect(saysWhose(words, true)).toBe(false);
  });

  test.each([
    ...["I will come for my son's visit", 'nitakuja kwa miadi ya mtoto', 'I will be there for my daughter'],
    ...['yes for my son', "yes my son's", 'mwanangu atakuja', 'yes my daughter will be there'],
  ])('%j: who comes for it, and whose it is', (words) => {
    expect(saysWhose(words, true)).toBe(true);
  });
});
