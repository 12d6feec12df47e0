import { type GraphClient, type GraphReply, periodOfQuarter, z } from "../kit";
import { type QuarterId, quarterNamed } from "./quarter";
import type { DossierCounts } from "./service-index";

/** Agencies that one question is about: the largest page of the graph. */
export const PAGE = 100;

/** Which agencies a page holds, and where the next begins. Asks the catalogue alone, so that the way goes on when figures fail. */
const AGENCIES = `query ServiceIndexAgencies($first: Int!, $after: String) {
  agencies(first: $first, after: $after) { pageInfo { hasNextPage endCursor } }
}`;

/** What other parts of the graph count about the agencies of a page. */
const FIGURES = `query ServiceIndexFigures($first: Int!, $after: String, $period: PeriodInput!, $quarter: QuarterInput!) {
  agencies(first: $first, after: $after) {
    edges {
      node {
        code
        dossierFigures(period: $period) {
          received onTime overdue onlineWithElectronicResult withFee paidOnline digitised reused electronicResult finished vneidAccount
        }
        onlineUsage(quarter: $quarter) { offered used }
      }
    }
  }
}`;

/** A page of agencies, as far as the way through them is concerned. */
export interface AgencyPage {
  readonly hasNextPage: boolean;
  readonly endCursor: string | null;
}

/** What the graph says about one agency; null where it does not know. */
export interface AgencyCounts {
  readonly code: string;
  readonly dossierFigures: DossierCounts | null;
  readonly onlineUsage: { readonly offered: number; readonly used: number } | null;
}

/** Reads where a page ends. @throws Error when the graph does not say */
export async function askAgencies(graph: GraphClient, after: string | null, signal: AbortSignal): Promise<AgencyPage> {
  const reply = await graph.ask({ query: AGENCIES, variables: { first: PAGE, after }, signal });
  return parsed(AGENCIES_ANSWER, reply).agencies.pageInfo;
}

/**
 * Reads the figures of a page. `complete` is false when something failed: then an agency with a null is left out, since it is not
 * known whether the null says "unknown" or "failed".
 * @throws Error when the graph gave nothing
 */
export async function askFigures(
  graph: GraphClient,
  { after, quarter, signal }: { after: string | null; quarter: QuarterId; signal: AbortSignal },
): Promise<{ readonly agencies: readonly AgencyCounts[]; readonly complete: boolean }> {
  const named = quarterNamed(quarter);
  const variables = { first: PAGE, after, period: periodOfQuarter(named), quarter: named };
  const reply = await graph.ask({ query: FIGURES, variables, signal });
  const agencies = parsed(FIGURES_ANSWER, reply).agencies.edges.map((edge) => edge.node);
  const complete = reply.errors.length === 0;
  const whole = agencies.filter((agency) => agency.dossierFigures !== null && agency.onlineUsage !== null);
  return { agencies: complete ? agencies : whole, complete };
}

const count = z.number().int().nonnegative();

const AGENCIES_ANSWER = z.object({
  agencies: z.object({ pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }) }),
});

const FIGURES_ANSWER = z.object({
  agencies: z.object({
    edges: z.array(
      z.object({
        node: z.object({
          code: z.string(),
          dossierFigures: z
            .object({
              received: count,
              onTime: count,
              overdue: count,
              onlineWithElectronicResult: count,
              withFee: count,
              paidOnline: count,
              digitised: count,
              reused: count,
              electronicResult: count,
              finished: count,
              vneidAccount: count,
            })
            .nullable(),
          onlineUsage: z.object({ offered: count, used: count }).nullable(),
        }),
      }),
    ),
  }),
});

function parsed<Answer>(shape: z.ZodType<Answer>, { data, errors }: GraphReply): Answer {
  const answer = shape.safeParse(data);
  if (answer.success) return answer.data;
  const reason = errors[0]?.message ?? answer.error.issues[0]?.message ?? "no data";
  throw new Error(`the graph gave no figures of agencies: ${reason}`, { cause: answer.error });
}
