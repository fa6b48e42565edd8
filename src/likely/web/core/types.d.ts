/** Types that the scripts speak of. Read by `tsc`, never by a browser, and not copied into a site. */

/** The value of every control of a stage. */
type State = { [control: string]: number | string };

/** One thing a learner did. */
interface Act {
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

/** The last note on an object, and what that object said then. */
interface Note {
  object: string;
  t: string;
  note: string;
  next: string;
  quote: string;
  digest: string;
}

/** Whoever answers for a stage: Python in a worker, or the precomputed grid. One reply a request, in order. */
interface Answerer {
  ask(requests: object[]): Promise<any[]>;
}

/** How a program that was run ended, if not well. */
interface Trouble {
  type: string;
  message: string;
  line?: string;
}

/** A call that a worker has not answered yet. */
interface Waiting {
  resolve(value: any): void;
  reject(error: Error): void;
  hear?(text: string): void;
}

/** Trusted Types, as far as pages use them. */
interface Policy {
  createHTML(text: string): any;
  createScriptURL(url: string): any;
}

declare var trustedTypes: { createPolicy(name: string, rules: Policy): Policy } | undefined;
