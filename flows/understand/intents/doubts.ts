import { phrases } from '../signs.ts';

/** What makes a yes, or "I will come", none: it is asked again. */
export const doubtSigns = {
  /** Wherever it stands. */
  doubt: phrases('not, dont, never, sina'),
  /** Whether they will come they do not know themselves. */
  unsure: phrases(`
    sijui, hatujui, sidhani, siamini, sielewi, labda, maybe, perhaps, pengine, doubt, unsure, not|dont sure|certain|know|think|believe, sina|hatuna uhakika|hakika, naweza|naeza|tunaweza kosa|kukosa, might|may not? miss|come|make|attend|be, ^ #yes|#weak_yes 2|3|mbili|tatu|two|three $
  `),
  /** An answer is promised, and is none yet; a time beside it is when it will come. */
  'puts off': phrases(`
    nitawajulisha, nitakujulisha, tutawajulisha, ntawajulisha, ntakujulisha, nitawaambia, nitakuambia, nitakwambia, ntawaambia, ntakwambia, tutawaambia, nitawajibu, nitakujibu,
    let you|u know, will|ill tell|inform|text|answer you|u, get back to you|u, confirm later|baadaye|baadae|badae,
    will|ill|shall|well|to|let me? confirm .. later|tomorrow|tonight|soon|monday|tuesday|wednesday|thursday|friday|saturday|first|evening|baadaye|kesho,
    nitaconfirm|ntaconfirm|tutaconfirm|nitathibitisha|ntathibitisha|tutathibitisha .. baadaye|baadae|badae|kesho|later|jioni|tomorrow|jumatatu|jumanne|jumatano|alhamisi|ijumaa|jumamosi,
    later|baadaye .. confirm|nitaconfirm|nitathibitisha|thibitisha, need|have|let me|must to? ask|check|consult .. first, niulize|niongee|nishauriane .. kwanza
  `),
  /** What they will tell of is not whether they come. */
  'puts off.not': phrases(`
    let you know .. coming, confirm .. coming|come|attend|be,
    let|inform|tell|text|answer you|u know? .. why|name|reason|change|changes|incase|anything|any|problem, let|inform|tell|text you|u know? if not|anything|any|there|something|things,
    let|inform|tell|text you|u know? when|once i|we|am|im arrive|reach|get|am|are|come|leave|on|there, let|inform|tell|text you|u know? when|once he|she|hes|shes|baby|mum|dad is? better|well|fine|okay|ok,
    nitawajulisha|nitakujulisha|tutawajulisha|ntawajulisha|ntakujulisha|nitawaambia|nitakuambia|nitakwambia|ntawaambia|ntakwambia|tutawaambia nikifika|tukifika|nikipona|akipona|nikikwama|nikichelewa|nikitoka|nikianza|sababu|shida|tatizo|jina
  `),
  'unsure.not': phrases('no|without|not a? doubt'),
  'doubt.not': phrases(`
    not miss|missing|forget|forgotten|fail|failing|late, never miss|fail|forget|late, dont worry|mind|panic|stress|fear, sina shida|tatizo|noma|wasiwasi|neno|pingamizi|swali|maswali, not a? problem|issue, why not, dont|not|never cancel*|move|change|touch, dont doubt
  `),
  /** Behind a yes or a promise: it is taken back, or something is held against it. */
  'takes back': phrases(`
    but, bt, lakini, ila, isipokuwa, except, unless, however, stop $, stop it|this|sending|messages, no, nope, nah, hapana, apana, wait, ngoja, ngojea, ngojeni, subiri, subirini, hold on, hang on, ~badil, ~badili, ~badilish, ~chang, change, reschedule, cant, cannot, wont, sitaki, siwezi, siezi, sitaweza, sitoweza, hatuwezi, hatutaweza, sitakuja, hatutakuja, sikuji, hatukuji, siji, hatuji, sitafika, hatutafika, sifiki, sio, siyo, another day|time|date, siku|saa|wakati|tarehe nyingine|ingine|tofauti
  `),
  'takes back.not': phrases(`
    no problem*|worries|worry|need|shida|sweat|longer|more|issue|issues|stress|hurry|rush|doubt|doubts|question|questions|objection|objections|change|changes|matter|noma|tatizo|wahala|pressure|wasiwasi|excuse|excuses|fail|other|one,
    hapana shida|tatizo|noma|wasiwasi|shaka|neno, no|without|any change, !badil, !badili, !badilish, !chang, dont|not|never|wont change, but of course|yes|ok|okay|fine|sure,
    cant|cannot|ill|will|shall|well|i|we|to wait, wait for me|us, hold|hang on for me|us, siwezi|siezi|sitaweza|sitoweza|hatuwezi|hatutaweza|sitaki kosa|kukosa|kosea|kukosea|chelewa|kuchelewa|sahau|kusahau|ngoja|kungoja|subiri|kusubiri,
    cant|cannot|wont miss|fail|forget|complain, wont be? late, cannot .. miss, last but not, sio|siyo shida|tatizo|mbaya|noma|neno
  `),
};
