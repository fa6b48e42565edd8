/** Types that more than one script speaks of. Read by `tsc`, never by a browser. */

/** The value of every control of a stage. */
export type State = { [control: string]: number };

/** One thing a learner did. */
export interface Event {
  v: number;
  id: string;
  /** when, ISO 8601 */
  t: string;
  page: string;
  page_rev: string;
  formula_digest: string;
  /** such as "probability/maximum-likelihood#stage" */
  object: string;
  /** open · commit · skip · notice · run · edit · reset · kind · cue · answer · mark · note */
  act: string;
  state?: any;
  choice?: string;
  confidence?: number | null;
  because?: string;
  truth?: string;
  /** the surprise at the truth, and that of a uniform guess, in nats */
  cost?: number;
  guess?: number;
  /** milliseconds from question to answer */
  ms?: number;
}

/** Whoever answers for a stage: Python in a worker, or the precomputed grid. */
export interface Answerer {
  ask(requests: object[]): Promise<any[]>;
}

/** How a program that was run ended, if not well. */
export interface Trouble {
  type: string;
  message: string;
  line?: string;
}
