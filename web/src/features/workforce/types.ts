/** Shapes of the API's answers. */
export type Rounding = 'none' | 'half' | 'up';
export type Method = 'chronometry' | 'estimate' | 'agreement';
export type Rhythm = 'month' | 'year';

export interface Rules {
  days_per_year: number;
  days_per_month: number;
  standard_hours: number;
  idle_hours: number;
  rounding: Rounding;
  minimum_crew: number;
}
export interface SeenRules extends Rules {
  version: number;
}

export interface Window {
  until: string;
  months: number;
}

export interface Figures {
  hours_per_day: number;
  required: number;
  rounded: number;
  staffed: number;
  present: number;
  gap: number;
  ratio: number | null;
}

export interface PostFigures extends Figures {
  post_id: number;
  code: string;
  name: string;
}

export interface MonthFigures {
  month: string;
  required: number;
}

export interface Node extends Figures {
  place_id: number | null;
  parent_id: number | null;
  kind: string;
  code: string;
  name: string;
  depth: number;
  centres: number;
  completeness: number | null;
}

export interface ResultTree {
  window: Window;
  rules: SeenRules;
  total: Node;
  nodes: Node[];
  posts: PostFigures[];
  months: MonthFigures[];
}

export interface PlaceResult {
  window: Window;
  rules: SeenRules;
  place: Node;
  above: Node[];
  children: Node[];
  posts: PostFigures[];
  months: MonthFigures[];
}

export interface SeenPost {
  id: number;
  code: string;
  name: string;
  tasks: number;
  version: number;
}

export interface TimeDraft {
  minutes: number;
  complexity: number;
  productivity: number;
  method: Method;
  source: string;
  author: string;
  sample: number | null;
  spread: number | null;
  measured_on: string;
  valid_from: string;
  valid_to: string | null;
}

export interface SeenTime extends TimeDraft {
  number: number;
  recorded_at: string;
  recorded_by: string;
  current: boolean;
}

export interface SeenTask {
  id: number;
  post_id: number;
  post: string;
  code: string;
  name: string;
  unit: string;
  rhythm: Rhythm;
  time: SeenTime | null;
  expired: boolean;
  versions: number;
  version: number;
}

export interface SeenTasks {
  tasks: SeenTask[];
  next: string | null;
}

export interface TaskWithHistory extends SeenTask {
  history: SeenTime[];
}

export interface TaskChange {
  name?: string;
  unit?: string;
  time?: TimeDraft;
}

export interface SeenCentre {
  standard_hours: number | null;
  idle_hours: number | null;
  minimum_crew: number | null;
  place_id: number;
  code: string;
  name: string;
  version: number;
}
export type CentreRules = Pick<SeenCentre, 'standard_hours' | 'idle_hours' | 'minimum_crew'>;

export interface SeenVolume {
  id: number;
  place_id: number;
  place: string;
  post_id: number;
  task_id: number;
  task: string;
  unit: string;
  rhythm: Rhythm;
  period: string;
  quantity: number;
  version: number;
}

export interface SeenHeadcount {
  id: number;
  place_id: number;
  place: string;
  post_id: number;
  post: string;
  present: number;
  as_of: string;
  version: number;
}

export interface Lever {
  kind: 'volume' | 'time' | 'productivity';
  factor: number;
  place_id?: number | null;
  post_id?: number | null;
  task_id?: number | null;
}

export interface ScenarioSide {
  total: Node;
  nodes: Node[];
  posts: PostFigures[];
}

export interface ScenarioRequest {
  levers: Lever[];
  rules?: Rules | null;
  place_id?: number | null;
}

export interface ScenarioResult {
  window: Window;
  rules: Rules;
  before: ScenarioSide;
  after: ScenarioSide;
}

export interface Band {
  expected: number;
  p5: number;
  p50: number;
  p95: number;
  mean: number;
  present: number;
  probability_short: number;
}

export interface PlaceBand extends Band {
  place_id: number;
  parent_id: number | null;
  kind: string;
  code: string;
  name: string;
}

export interface PostBand extends Band {
  post_id: number;
  code: string;
  name: string;
}

export interface Swing {
  cause: 'time' | 'volume' | 'centre';
  id: number;
  name: string;
  post: string | null;
  spread: number;
  low: number;
  high: number;
}

export interface SimulationResult {
  total: Band;
  directions: PlaceBand[];
  centres: PlaceBand[];
  posts: PostBand[];
  tornado: Swing[];
  assumptions: {
    distribution: string;
    volume_spread: number;
    centre_spread: number;
    times_from_provenance: number;
    method_spreads: Record<string, number>;
  };
}

export type SimulationKind = 'direction' | 'nationale' | 'centres';

export interface SimulationTask {
  task_id: number;
  kind: SimulationKind;
  place_id: number | null;
  state: 'waiting' | 'running' | 'done' | 'failed' | 'cancelled';
  cancelling: boolean;
  progress: { done: number; total: number };
  reason: string | null;
  created_at: string;
  ended_at: string | null;
  window: Window;
  draws: number;
  seed: number;
  engine_version: string;
  inputs_hash: string | null;
  result: SimulationResult | null;
}

export interface SimulationRequest {
  draws?: number;
  seed?: number | null;
  volume_spread?: number;
  centre_spread?: number;
  levers?: Lever[];
  place_ids?: number[];
}
