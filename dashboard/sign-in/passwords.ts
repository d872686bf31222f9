import { hashPassword } from 'better-auth/crypto';
import type { WordKey } from '../words/words.ts';

export const shortest = 10;
export const longest = 128;

/** What is tried first, of ten characters and more, without the digits and signs that people put behind. */
const common = new Set(
  `password passwordpassword mypassword newpassword nenosiri nenosirilangu qwerty qwertyuiop qwertyqwerty qwertyuiopasdf asdfghjkl
  asdfghjklzxc zxcvbnm zxcvbnmasdf iloveyou iloveyouso iloveyoubaby letmein letmeinplease welcome welcomewelcome administrator admin
  adminadmin superman superadmin sunshine princess football baseball basketball manchester manchesterunited liverpool liverpoolfc
  arsenal arsenalfc chelsea chelseafc barcelona realmadrid gormahia ilovejesus jesuschrist jesusislord jesuslovesme thankyoujesus
  godisgood godislove godbless godblessme blessed hakunamatata nakupenda nakupendasana nairobi nairobikenya mombasa kisumu nakuru
  eldoret kenya kenyakenya kenyayetu tanzania daressalaam uganda kampala rwanda safaricom mpesa mpesampesa equitybank karibu
  karibukaribu karibusana hospital clinic clinicclinic kliniki daktari doctor doctordoctor reception receptionist mapokezi nurse
  medical medicalcentre healthcare miadi miadimiadi dashboard changeme changemenow changeit secret topsecret trustno default guest
  computer internet whatsapp facebook instagram michael jennifer charlie abcdefghij abcdefghijk abcdef abcabcabc abc aaaaaaaaaa
  onetwothree correcthorsebatterystaple q1w2e3r4t5 q1w2e3r4t5y6 1q2w3e4r5t 1q2w3e4r5t6y qazwsxedc qazwsxedcrfv 1qaz2wsx3edc`.split(
    /\s+/,
  ),
);

/** What is wrong with a password that somebody wants; null: nothing. */
export function passwordProblem(password: string, email: string): WordKey | null {
  if ([...password].length < shortest) return 'passwordShort';
  if (password.length > longest) return 'passwordLong';
  const lower = password.toLowerCase();
  const bare = lower.replace(/[\d\W_]+$/, '');
  const [own = ''] = email.toLowerCase().split('@');
  const guessable =
    common.has(lower) ||
    common.has(bare) ||
    common.has(plainLetters(bare)) ||
    /^[\d\W_]*$/.test(bare) || // digits and signs alone: birthdays and telephone numbers
    new Set(lower).size < 4 ||
    (own.length >= 4 && bare.replaceAll(own, '').length < 4);
  return guessable ? 'passwordCommon' : null;
}

/** p@ssw0rd is password. */
function plainLetters(text: string): string {
  const letters: Record<string, string> = { '@': 'a', '0': 'o', '1': 'i', '3': 'e', $: 's', '5': 's' };
  return text.replace(/[@013$5]/g, (sign) => letters[sign] ?? sign);
}

/** As better-auth keeps it and checks it: scrypt, salted. */
export function hashOf(password: string): Promise<string> {
  return hashPassword(password);
}
