/** What the server says of a conversation. */

export type State = 'automatic' | 'waiting' | 'with_agent' | 'closed';

export interface Status {
  state: State;
  queue_position: number | null;
  agent: string | null;
  /** What the assistant waits for. */
  asked: 'number' | 'name' | 'code' | 'choice' | null;
}

export interface Step {
  status: string;
  status_label: string;
  on: string;
}

/** What the tier of disclosure leaves of an order; the rest is null. */
export interface Card {
  number: string;
  status: string | null;
  status_label: string | null;
  ordered_on: string | null;
  expected_on: string | null;
  days_late: number | null;
  designation: string | null;
  copies: number | null;
  history: Step[] | null;
}

export interface Message {
  seq: number;
  author: 'customer' | 'assistant' | 'agent' | 'system';
  text: string;
  at: string;
  agent: string | null;
  card: Card | null;
  suggestions: string[];
}

export interface Conversation extends Status {
  id: string;
  messages: Message[];
}

export interface Understanding {
  intent: string;
  numbers: string[];
  name_given: boolean;
  period: [string, string] | null;
}

export interface Theme {
  colour: string;
  /** The colour's nearest shades that can be read as text. */
  links?: { light: string; dark: string };
  position: 'left' | 'right';
  scheme: 'auto' | 'light' | 'dark';
}

export interface Configuration {
  title: string | null;
  language: Language | null;
  theme: Theme;
}

export type Language = 'fr' | 'en';
