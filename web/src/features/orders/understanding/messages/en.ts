import type { Deep } from '~/lib/deep';
import type fr from './fr';

export default {
  title: 'Understanding',
  description: 'What the assistant understands of questions, measured, without a language model.',
  trial: {
    title: 'Try a sentence',
    sentence: 'A customer’s sentence',
    hint: 'Read by the same rules as the conversation. It is neither kept nor logged.',
    read: 'Analyse',
    missing: 'Write a sentence.',
    try: 'For example:',
    exampleNames: { number: 'A number', period: 'A period', english: 'In English' },
    examples: {
      number: 'bjr, ma cmd n° cl 401372 487531 est tjrs pas arrivée ?? Mina RAMI',
      period: 'Which orders of mine were shipped last week, under the name of Lefèvre?',
      english: 'When was my order CL-401372-487531 shipped? I ordered it in early October.',
    },
    done: 'Understood: {intent}.',
    none: 'Nothing',
    intent: 'Intent',
    because: 'because of “{words}”',
    language: 'Language',
    numbers: 'Order numbers',
    quoted: '“{words}”',
    becomes: 'becomes',
    asked:
      '{count, plural, =0 {no source to ask} one {source asked: {sources}} other {sources asked: {sources}}}',
    name: 'Name',
    period: 'Period',
    day: '{day}',
    days: '{first} to {last}',
    today: 'Day taken as “today”',
  },
  bySlot: 'By part of the question',
  byIntent: 'By intent',
  slot: 'Part',
  unseen: 'Share understood',
  unseenShare: 'Questions never seen',
  fresh: 'Written later',
  seen: 'Working questions',
  bar: '{name}, questions never seen',
  of: '{right} of {of}',
  slots: {
    intent: 'Intent',
    lang: 'Language',
    numbers: 'Order numbers',
    name: 'Name',
    period: 'Period',
  },
  method:
    'The questions were split in two before the rules were written: the working questions served to write them, the questions never seen only measure them. It is these that tell what the assistant is worth. More were written once the rules stood, before reading any of them: one half joined the working questions, the other was kept locked.',
} as const satisfies Deep<typeof fr>;
