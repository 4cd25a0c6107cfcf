import type { components } from '~/api/schema';

type Schemas = components['schemas'];

export type Rules = Schemas['Rules'];
export type SeenRules = Schemas['SeenRules'];
export type Rounding = Rules['rounding'];
export type CentreRules = Schemas['CentreRules'];
export type SeenCentre = Schemas['SeenCentre'];

export type Window = Schemas['Window'];
export type Node = Schemas['Node'];
export type PostFigures = Schemas['PostFigures'];
/** What is said of places and posts alike; people are full-time equivalents. */
export type Figures = Omit<PostFigures, 'post_id' | 'code' | 'name'>;
export type MonthFigures = Schemas['MonthFigures'];
export type ResultTree = Schemas['ResultTree'];
export type PlaceResult = Schemas['PlaceResult'];

export type SeenPost = Schemas['SeenPost'];
export type SeenTask = Schemas['SeenTask'];
export type TaskWithHistory = Schemas['TaskWithHistory'];
export type TaskChange = Schemas['TaskChange'];
export type SeenTime = Schemas['SeenTime'];
export type TimeDraft = Schemas['TimeDraft'];
export type Method = TimeDraft['method'];

export type SeenVolume = Schemas['SeenVolume'];
export type SeenVolumes = Schemas['SeenVolumes'];
export type SeenHeadcount = Schemas['SeenHeadcount'];
export type HeadcountChange = Schemas['HeadcountChange'];

export type Lever = Schemas['Lever'];
export type ScenarioRequest = Schemas['ScenarioRequest'];
export type ScenarioResult = Schemas['ScenarioResult'];

export type SimulationRequest = Schemas['SimulationRequest'];
export type SimulationTask = Schemas['SimulationTask'];
export type SimulationKind = SimulationTask['kind'];
export type SimulationResult = Schemas['SimulationResult'];
export type Band = Schemas['Band'];
export type Swing = Schemas['Swing'];
