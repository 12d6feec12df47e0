import type { Span } from "../kit";
import { DossierChannel } from "./dossier";
import { REPORTING_GROUPS } from "./status";

/** Public figures of the dossiers that were received in a period. Nothing in them is about a person. */
export interface Statistics {
  readonly received: number;
  readonly inProgress: number;
  readonly finished: number;
  readonly onTime: number;
  readonly overdue: number;
  readonly byChannel: readonly { readonly channel: DossierChannel; readonly count: number }[];
}

/** What is counted: for each of `keys`, the dossiers that carry it and were received in the span. */
export interface StatisticsQuestion {
  /** Per agency (as receiving agency, units under it included) or per procedure. */
  readonly per: "agency" | "procedure";
  readonly keys: readonly string[];
  /** Counts only what was received by this agency or a unit under it. */
  readonly agency: string | null;
  readonly span: Span | null;
  /** The moment at which a dossier that is still open is called overdue. */
  readonly asOf: Date;
}

/** One row of the answer: a key and a channel. */
export interface StatisticsRow {
  readonly _id: { readonly key: string; readonly channel: DossierChannel };
  readonly received: number;
  readonly inProgress: number;
  readonly finished: number;
  readonly onTime: number;
  readonly overdue: number;
}

/** The aggregation that answers a question for all its keys at once. */
export function statisticsPipeline(question: StatisticsQuestion) {
  const { keys, per, agency } = question;
  const field = per === "agency" ? "receiving.path" : "procedureCode";
  const received = question.span === null ? { $gte: EPOCH } : { $gte: question.span.from, $lt: question.span.before };
  const due = { $ne: ["$dueAt", null] };
  const ended = { $ne: ["$endedAt", null] };
  const end = { $ifNull: ["$endedAt", question.asOf] };
  const spread = [{ $unwind: "$receiving.path" }, { $match: { "receiving.path": { $in: keys } } }];
  return [
    {
      $match: {
        [field]: { $in: keys },
        receivedAt: received,
        ...(agency === null || per === "agency" ? {} : { "receiving.path": agency }),
      },
    },
    ...(per === "agency" ? spread : []),
    {
      $group: {
        _id: { key: `$${field}`, channel: "$channel" },
        received: { $sum: 1 },
        inProgress: countOf({ $in: ["$status", REPORTING_GROUPS.inProgress] }),
        finished: countOf({ $in: ["$status", REPORTING_GROUPS.finished] }),
        onTime: countOf({ $and: [due, ended, { $lte: ["$endedAt", "$dueAt"] }] }),
        overdue: countOf({ $and: [due, { $gt: [end, "$dueAt"] }] }),
      },
    },
  ];
}

const EPOCH = new Date(0);

function countOf(condition: object) {
  return { $sum: { $cond: [condition, 1, 0] } };
}

/** The figures of each key; zeros for a key without dossiers. */
export function statisticsOf(keys: readonly string[], rows: readonly StatisticsRow[]): Map<string, Statistics> {
  return new Map(
    keys.map((key) => {
      const own = rows.filter((row) => row._id.key === key);
      const total = (figure: (row: StatisticsRow) => number) => own.reduce((sum, row) => sum + figure(row), 0);
      return [
        key,
        {
          received: total((row) => row.received),
          inProgress: total((row) => row.inProgress),
          finished: total((row) => row.finished),
          onTime: total((row) => row.onTime),
          overdue: total((row) => row.overdue),
          byChannel: Object.values(DossierChannel).map((channel) => ({
            channel,
            count: own.find((row) => row._id.channel === channel)?.received ?? 0,
          })),
        },
      ];
    }),
  );
}
