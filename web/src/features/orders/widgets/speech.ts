import type { Language } from '~/lib/language';

interface Speech {
  title: string;
  hello: string;
  question: string;
  write: string;
}

/** What stands in the picture: in the widget's language, which need not be this page's. */
export const SPEECH: Record<Language, Speech> = {
  fr: {
    title: 'Suivi de commande',
    hello: 'Bonjour ! Quelle commande cherchez-vous ?'.replace(/ (?=[!?])/g, '\u202f'),
    question: 'CL-401372-487531, Mina Rami',
    write: 'Votre question',
  },
  en: {
    title: 'Track an order',
    hello: 'Hello! Which order are you looking for?',
    question: 'CL-401372-487531, Mina Rami',
    write: 'Your question',
  },
};
