/** Names that people in Kenya often have, as they are typed without a capital: "am not kelvin" speaks of a person. */
export const personNames: ReadonlySet<string> = new Set(
  (
    'james john peter paul david joseph samuel daniel kelvin kevin brian dennis victor collins ian eric felix george patrick stephen steve mark ' +
    'martin michael mike moses isaac jackson simon thomas tom tony vincent wycliffe edwin evans francis fred geoffrey jeff henry alex allan ' +
    'anthony benard ben charles chris duncan elijah emmanuel gideon gilbert jacob jonah joshua julius kennedy ken leonard nicholas nick oscar ' +
    'philip richard robert ronald timothy titus wilson mary jane grace faith mercy joyce lucy agnes alice ann anne anna beatrice betty caroline ' +
    'catherine christine cynthia damaris diana dorcas doreen edith elizabeth emily esther eunice evelyn florence gladys hannah irene jackline ' +
    'janet jenny josephine judith judy lilian linda lydia margaret martha maureen mildred monica nancy naomi pauline peninah phyllis purity ' +
    'rachel rebecca rhoda rose roseline ruth sarah sharon sheila stella susan tabitha teresia vivian winnie yvonne zipporah brayo kevo ' +
    'wanjiku wanjiru wambui wangari waithera wairimu wanjala wafula wekesa nekesa nafula naliaka simiyu barasa kamau kariuki karanja kimani ' +
    'kinyua kiprono kiplagat kipchoge kiptoo koech korir langat maina mbugua mburu muchiri mugo muriithi muthoni mutiso mutua mutuku mwangi ' +
    'mwende mwikali mumbua muli musyoka ndungu ngugi njeri njoroge njuguna nyambura nyokabi achieng akinyi akoth anyango atieno auma awino adhiambo ' +
    'owino ochieng odhiambo odinga okoth okello omondi ondiek onyango opiyo otieno ouma owuor oduor juma chebet chepkoech cherono cheruiyot ' +
    'jepkosgei jeptoo jelagat rotich ruto sang moraa kerubo kwamboka nyaboke bosibori mokeira ongeri nyamweya gacheri kanana makena mwenda ' +
    'halima fatuma fatma amina asha zainab khadija mwanaisha rehema zuhura salma abdi abdul abdullahi ahmed ali hassan hussein ibrahim ismail ' +
    'mohamed mohammed omar rashid said salim yusuf zawadi neema riziki pendo mwanajuma kadzo kazungu katana charo baraka bakari'
  ).split(' '),
);

/** What people are by where they come from or what they believe. */
export const peoples: ReadonlySet<string> = new Set(
  'kenyan ugandan tanzanian somali kikuyu luo luhya kamba kalenjin maasai meru kisii african indian muslim christian catholic english swahili'.split(
    ' ',
  ),
);
