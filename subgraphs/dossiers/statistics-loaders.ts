import { agencyPath, batched, type Context, coversAgency, type Span } from "../kit";
import { rootOf } from "./figures-sheet";
import { type Tally, type TallyQuestion, tallyOf } from "./statistics";
import type { DossierStore } from "./store";

type DossierContext = Context<DossierStore>;

interface Asked {
  /** The code of an agency or a procedure. */
  readonly key: string;
  /** Only what this agency, or a unit under it, has received. */
  readonly within: string | null;
  readonly span: Span | null;
}

const ofAgencies = batched(
  (asked: readonly Asked[], context: DossierContext) =>
    tallies(asked, context, {
      roots: (keys) => [...new Set(keys.map(rootOf))],
      keysOf: () => (agency) => agencyPath(agency),
    }),
  nameOf,
);

const ofProcedures = batched(
  (asked: readonly Asked[], context: DossierContext) =>
    tallies(asked, context, {
      roots: (_, within) => (within === null ? null : [rootOf(within)]),
      keysOf: (within) => (agency, procedure) => (within === null || coversAgency(within, agency) ? [procedure] : []),
    }),
  nameOf,
);

/** The tally of an agency with the units under it; those of many agencies in one period are one reading of the store. */
export function tallyOfAgency(asked: Omit<Asked, "within">, context: DossierContext): Promise<Tally> {
  return ofAgencies({ ...asked, within: null }, context);
}

/** The tally of a procedure; those of many procedures with the same arguments are one reading of the store. */
export function tallyOfProcedure(asked: Asked, context: DossierContext): Promise<Tally> {
  return ofProcedures(asked, context);
}

function nameOf({ key, ...question }: Asked): string {
  return JSON.stringify([key, question]);
}

interface Kind {
  /** Whose sheets are read for the keys. */
  roots(keys: readonly string[], within: string | null): readonly string[] | null;
  keysOf(within: string | null): TallyQuestion["keysOf"];
}

async function tallies(
  asked: readonly Asked[],
  { store }: DossierContext,
  { roots, keysOf }: Kind,
): Promise<readonly Tally[]> {
  const questions = new Map<string, Asked[]>();
  for (const one of asked) {
    const name = JSON.stringify([one.within, one.span]);
    questions.set(name, [...(questions.get(name) ?? []), one]);
  }
  const now = new Date();
  const answers = await Promise.all(
    [...questions.values()].map(async (group) => {
      const { within = null, span = null } = group[0] ?? {};
      const keys = group.map(({ key }) => key);
      const { rows, asOf } = await store.figures.rows({ roots: roots(keys, within), span });
      const endOfPeriod = span !== null && span.before < now ? span.before : now;
      const found = tallyOf(keys, rows, { keysOf: keysOf(within), endOfPeriod, asOf });
      return group.map((one) => [one, found.get(one.key)] as const);
    }),
  );
  const byQuestion = new Map(answers.flat());
  return asked.map((one) => {
    const tally = byQuestion.get(one);
    if (tally === undefined) throw new Error("no figures were counted for a key that was asked");
    return tally;
  });
}
