/** How sure a fact is (domain reference, section 0): Q read in the text itself, C in the code of a real system, S secondary, D derived. */
export type Confidence = "Q" | "C" | "S" | "D";

export type QuestionKind = "SCALE" | "YES_NO" | "NUMBER" | "CHOICE";

/** What may be chosen. `points` is null where a choice says nothing good or bad: null is not 0. */
export interface AnswerOption {
  readonly value: string;
  readonly label: string;
  readonly points: number | null;
}

export interface Question {
  /** Unique within its form. */
  readonly id: string;
  /** The heading under which the form has it. */
  readonly part: string;
  readonly text: string;
  readonly kind: QuestionKind;
  /** Empty for NUMBER. */
  readonly options: readonly AnswerOption[];
  /** By what the points of the answer are multiplied. No official weight is known: 1 everywhere, which is ours. */
  readonly weight: number;
  readonly required: boolean;
}

/** One version of a survey form. A version never changes once it is stored: another wording is another version. */
export interface Form {
  /** Slug and version. */
  readonly id: string;
  /** Our own count of the versions that we have seen. */
  readonly version: number;
  readonly title: string;
  /** The agency or document that issued it, as printed. */
  readonly issuer: string;
  readonly source: string;
  readonly confidence: Confidence;
  /** What a reader must know before using it: which parts of it are ours, what is in doubt. */
  readonly note: string | null;
  /** First day, and first day no more; null where it is not known. */
  readonly validFrom: string | null;
  readonly validTo: string | null;
  /** The SCALE question whose answer stands for the whole response in published counts. */
  readonly satisfactionQuestion: string | null;
  /** Empty where the text of the form was not found: such a form cannot be answered. */
  readonly questions: readonly Question[];
}

export interface Answer {
  readonly questionId: string;
  readonly value: string;
}

/** Numerator and denominator, always kept together. */
export interface Points {
  readonly scored: number;
  readonly possible: number;
}

/** One dossier's answers to one form. */
export interface Response {
  readonly id: string;
  readonly formId: string;
  readonly formVersion: number;
  readonly dossierId: string;
  /** Opaque citizen id. */
  readonly respondent: string;
  /** Canonical code of the agency that is evaluated. */
  readonly agency: string;
  readonly answers: readonly Answer[];
  readonly points: Points;
  /** The label chosen for the form's satisfaction question; null when it has none or it was left out. */
  readonly satisfaction: string | null;
  readonly submittedAt: Date;
  readonly idempotencyKey: string;
  readonly contentHash: string;
  readonly synthetic: boolean;
}

/** Who may answer about which finished dossier: this subgraph's proof, since it knows no dossiers. */
export interface Invitation {
  readonly dossierId: string;
  readonly respondent: string;
  readonly agency: string;
  readonly finishedAt: Date;
  /** The service that said so, with its own key. */
  readonly invitedBy: string;
  readonly idempotencyKey: string;
}

/** What is published about an agency in a period: sums, never a person. */
export interface AgencyFigures {
  readonly responses: number;
  readonly points: Points;
  readonly bySatisfaction: readonly { readonly label: string; readonly count: number }[];
}

/** How those who were asked took it. */
export interface Reception {
  readonly answered: number;
  readonly disliked: number;
}
