/** What patients of a clinic in Nairobi are called: some names many times over, most of them seldom, as names are. */
const first = (
  'Mary John Faith Peter Grace James Mercy Joseph Asha David Wanjiru Mohamed Amina Brian Esther Kevin Njeri Samuel Halima Daniel ' +
  'Achieng Otieno Fatuma Stephen Zawadi Hassan Akinyi Kamau Neema Dennis Wambui Ali Zuri Collins Atieno Juma Rehema Moses Nyambura ' +
  'Abdi Lilian Baraka Chebet Ouma Salma Kiprono Mwende Yusuf Wairimu Musa Cherono Omar Makena Mutua Hawa Barasa Nafula Kiptoo Jelimo'
).split(' ');
const last = (
  'Otieno Mwangi Wanjiku Kamau Ochieng Hassan Kariuki Njoroge Omondi Abdi Wambua Kimani Mutua Odhiambo Chepkoech Maina Were Ali ' +
  'Nyong’o Mohamed Kiprotich Wafula Muthoni Gitau Okoth Barasa Kiplagat Juma Ndung’u Achieng Waweru Simiyu Koech Musyoka Owino ' +
  'Said Karanja Cheruiyot Makokha Onyango Mbeũ Wanyama Rotich Nderitu Auma Githinji Ouko Salim Langat Muriuki Wekesa Mutiso Adhiambo ' +
  'Bett Hamisi Nzioka Korir Kinyua Ogolla Mwikali Kibet Shariff Chelimo Wanyonyi Murage Obuya Kilonzo Sang Mugo Bakari'
).split(' ');

/** Of the person with that number: always the same. */
export function nameOf(number: number): string {
  return `${pick(first, number, 1)} ${pick(last, number, 2)}`;
}

/** Skewed: of numbers between 0 and 1 a square is small more often. */
function pick(names: readonly string[], number: number, place: number): string {
  return names[Math.floor(names.length * evenly(number, place) ** 2)] ?? '';
}

/** Between 0 and 1, spread evenly, and the same each time. */
export function evenly(number: number, place: number): number {
  let mixed = Math.imul(number + 1, 0x9e3779b1) ^ Math.imul(place, 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d);
  mixed = Math.imul(mixed ^ (mixed >>> 12), 0x297a2d39);
  return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
}
