/** An answer's `data` that is JSON text already: put into the body as it is, by {@link stringifyAnswer}. */
export class PreparedData {
  readonly json: string;

  constructor(json: string) {
    this.json = json;
  }

  /** For whoever stringifies an answer without knowing of this. */
  toJSON(): unknown {
    return JSON.parse(this.json);
  }
}

/** The body of an answer; data that is text already is not made again. */
export function stringifyAnswer(answer: object): string {
  const { data, ...rest } = answer as { data?: unknown };
  if (!(data instanceof PreparedData)) return JSON.stringify(answer);
  const others = JSON.stringify(rest);
  return others === "{}" ? `{"data":${data.json}}` : `{"data":${data.json},${others.slice(1)}`;
}
