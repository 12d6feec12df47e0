import { Directive, Field, Float, ID, InputType, Int, ObjectType, registerEnumType } from "type-graphql";
import { connectionType, DateTime, DomainError, LocalDate } from "../../kit";
import { Confidence, Dossier, type Relation } from "./entities";

/** Values equal their names; the words for them are in `model.ts`. */
export enum QuestionKind {
  SCALE = "SCALE",
  YES_NO = "YES_NO",
  NUMBER = "NUMBER",
  CHOICE = "CHOICE",
}
registerEnumType(QuestionKind, { name: "QuestionKind", description: "How a question is answered. Loại câu hỏi." });

@ObjectType()
export class AnswerOption {
  @Field(() => String, { description: "What to send as the answer." })
  value: string;

  @Field(() => String)
  label: string;

  @Field(() => Int, { nullable: true, description: "Null where the choice is no judgement: null is not 0." })
  points: number | null;
}

@ObjectType({ description: "A question of a survey form. Câu hỏi." })
export class SurveyQuestion {
  @Field(() => ID, { description: "Unique within its form." })
  id: string;

  @Field(() => String, { description: "The heading under which the form has it. Phần." })
  part: string;

  @Field(() => String)
  text: string;

  @Field(() => QuestionKind)
  kind: QuestionKind;

  @Field(() => [AnswerOption], { description: "Empty for NUMBER, which is answered by a whole number from 0." })
  options: readonly AnswerOption[];

  @Field(() => Int, { description: "No official weight is known; 1 is ours. Trọng số." })
  weight: number;

  @Field(() => Boolean)
  required: boolean;
}

@Directive('@key(fields: "id")')
@ObjectType({ description: "One version of a survey form; a version never changes. Phiếu khảo sát, đánh giá." })
export class SurveyForm {
  @Field(() => ID, { description: "Slug and version." })
  id: string;

  @Field(() => Int, { nullable: true })
  version: number;

  @Field(() => String, { nullable: true })
  title: string;

  @Field(() => String, {
    nullable: true,
    description: "The agency or document that issued it, as printed. Nơi ban hành.",
  })
  issuer: string;

  @Field(() => String, { nullable: true })
  source: string;

  @Field(() => Confidence, { nullable: true })
  confidence: Confidence;

  @Field(() => String, { nullable: true, description: "Which parts of it are ours, what is in doubt." })
  note: string | null;

  @Field(() => LocalDate, { nullable: true, description: "First day of validity; null where it is not known." })
  validFrom: string | null;

  @Field(() => LocalDate, {
    nullable: true,
    description: "First day on which it is valid no more; null while unknown.",
  })
  validTo: string | null;

  @Field(() => [SurveyQuestion], { nullable: true, description: "Empty where the text of the form was not found." })
  questions: readonly SurveyQuestion[];
}

/** A page of survey forms. */
export const SurveyFormConnection = connectionType("SurveyForm", () => SurveyForm);

@ObjectType()
export class SurveyAnswer {
  @Field(() => ID)
  questionId: string;

  @Field(() => String)
  value: string;
}

@ObjectType({ description: "Points reached of the points possible, over the questions that were answered. Điểm." })
export class SurveyPoints {
  @Field(() => Int)
  scored: number;

  @Field(() => Int)
  possible: number;
}

@Directive('@key(fields: "id")')
@ObjectType({ description: "One dossier's answers to one form. Phiếu đánh giá đã gửi." })
export class SurveyResponse {
  @Field(() => ID)
  id: string;

  @Field(() => Int, { nullable: true })
  formVersion: number;

  @Field(() => [SurveyAnswer], { nullable: true })
  answers: readonly SurveyAnswer[];

  @Field(() => SurveyPoints, { nullable: true })
  points: Relation<SurveyPoints>;

  @Field(() => DateTime, { nullable: true })
  submittedAt: Date;

  @Field(() => Boolean, { nullable: true, description: "Made as a sample; nobody said this." })
  synthetic: boolean;

  // What the edges are made from; no fields of the graph.
  formId: string;
  dossierId: string;
  respondentId: string;
  agencyCode: string;
}

@ObjectType({ description: "How many chose a step of the scale." })
export class SatisfactionCount {
  @Field(() => String)
  label: string;

  @Field(() => Int)
  count: number;
}

@ObjectType({ description: "What citizens say of an agency's own work in a period: sums only. Kết quả đánh giá." })
export class AgencyEvaluation {
  @Field(() => Int)
  responses: number;

  @Field(() => SurveyPoints)
  points: Relation<SurveyPoints>;

  @Field(() => Float, { nullable: true, description: "Points reached per possible; null without answers, not 0." })
  share: number | null;

  @Field(() => [SatisfactionCount], { description: "Responses by the answer to the form's question of satisfaction." })
  bySatisfaction: readonly SatisfactionCount[];
}

@InputType()
export class SurveyAnswerInput {
  @Field(() => ID)
  questionId: string;

  @Field(() => String)
  value: string;
}

@InputType()
export class SubmitSurveyInput {
  @Field(() => ID)
  formId: string;

  @Field(() => ID)
  dossierId: string;

  @Field(() => [SurveyAnswerInput])
  answers: readonly SurveyAnswerInput[];

  @Field(() => String, { description: "8 to 100 characters, made by the client. Khóa chống lặp." })
  idempotencyKey: string;
}

@ObjectType()
export class SubmitSurveyPayload {
  @Field(() => SurveyResponse, { nullable: true })
  response: Relation<SurveyResponse> | null;

  @Field(() => [DomainError])
  errors: readonly DomainError[];
}

@InputType()
export class InviteToSurveyInput {
  @Field(() => ID)
  dossierId: string;

  @Field(() => ID, { description: "Opaque citizen id of the submitter (người nộp), never a personal number." })
  respondent: string;

  @Field(() => String, { description: "Canonical code of the agency that handled the dossier." })
  agency: string;

  @Field(() => DateTime)
  finishedAt: Date;

  @Field(() => String, { description: "8 to 100 characters, made by the client. Khóa chống lặp." })
  idempotencyKey: string;
}

@ObjectType({ description: "Who may evaluate a finished dossier. Lời mời đánh giá." })
export class SurveyInvitation {
  @Field(() => Dossier, { nullable: true })
  dossier: Relation<Dossier> | null;

  @Field(() => DateTime)
  finishedAt: Date;
}

@ObjectType()
export class InviteToSurveyPayload {
  @Field(() => SurveyInvitation, { nullable: true })
  invitation: Relation<SurveyInvitation> | null;

  @Field(() => [DomainError])
  errors: readonly DomainError[];
}
