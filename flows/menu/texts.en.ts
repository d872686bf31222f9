import { always } from '../texts.ts';

type Clinic = { clinic: string };

const consent = 'By going on you agree that we keep your number and messages to arrange your visits.';

const welcome = ({ clinic }: Clinic) => `Karibu! Welcome to ${clinic}.\n${consent}`;

export const menuTextsEn = {
  /** The wording that a consent refers to; it stands in both welcomes. */
  'menu.consent': always(consent),
  'menu.welcome': (clinic: Clinic) => welcome(clinic),
  'menu.first': (clinic: Clinic) => `${welcome(clinic)}\nHow can we help you?`,
  'menu.greeting': ({ name, clinic }: Clinic & { name: string | null }) =>
    `Hello${name ? ` ${name}` : ''}, karibu ${clinic}! How can we help you today?`,
  'menu.again': always('How can we help you?'),
  'menu.book': always('Book a visit'),
  'menu.visits': always('My visits'),
  'menu.person': always('Talk to a person'),
  'menu.details': always('My details'),
};
