import { types } from "node:util";
import { pino } from "pino";

/** The logger that every part uses. */
export type Log = pino.Logger;

/**
 * A JSON log for one part. Three nets keep personal data out: members that may hold it are removed by name; of an error only its
 * type, code, message and stack are written, cut short, with quoted values blanked; and every run of nine or more digits is
 * blackened in the finished line (personal numbers have 12 digits, old ones 9). Times are ISO text so that no line needs such
 * a number.
 * @param part who writes; undefined where children say it themselves
 * @param destination where lines go; standard output when it is absent
 */
export function createLog(
  part: string | undefined,
  options: { level?: string; destination?: { write(line: string): void } } = {},
): Log {
  const destination = options.destination ?? pino.destination({ fd: 1, sync: false });
  return pino(
    {
      level: options.level ?? "info",
      base: part === undefined ? null : { part },
      timestamp: pino.stdTimeFunctions.isoTime,
      serializers: { err: (error: unknown) => describeForLog(error) },
      redact: { paths: SECRET_MEMBERS.flatMap((name) => [name, `*.${name}`]), censor: "[removed]" },
    },
    { write: (line: string) => destination.write(blacken(line)) },
  );
}

/** Longest line that is written; what is longer would be somebody else's text. */
const LINE_LIMIT = 16_384;

/**
 * Replaces every run of nine or more digits, and the password part of an address. Takes time in proportion to the text: lines
 * hold names that clients choose.
 */
export function blacken(text: string): string {
  const kept =
    text.length <= LINE_LIMIT
      ? text
      : `${JSON.stringify({ msg: "a line that was too long", begins: text.slice(0, 500) })}\n`;
  // A number of JSON first, by what is valid there and harmless inside a text; then the runs inside texts.
  return kept
    .replace(/(?<=[:,[])-?\d{9,}(?=[,}\]])/g, "null")
    .replace(/\d{9,}/g, "[digits]")
    .replace(/(\w{1,20}:\/\/[^\s:@/]{0,200}):[^\s@/]{0,200}@/g, "$1:[removed]@");
}

/** What a log may say of an error. Drivers put rows and bodies into other members, and values into quotes. */
function describeForLog(error: unknown, depth = 0): object {
  if (!types.isNativeError(error)) return { message: typeof error === "string" ? short(error) : typeof error };
  const code =
    "code" in error && (typeof error.code === "string" || typeof error.code === "number") ? error.code : undefined;
  const cause = error.cause === undefined || depth === 4 ? undefined : describeForLog(error.cause, depth + 1);
  const frames = (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line));
  return { type: error.name, code, message: short(error.message), stack: frames.slice(0, 12).join("\n"), cause };
}

function short(text: string): string {
  return text.slice(0, 500).replace(/"[^"]{0,300}"|'[^']{0,300}'|\([^()]{0,300}\)/g, "[value]");
}

const SECRET_MEMBERS = [
  "authorization",
  "token",
  "password",
  "secret",
  "personalNumber",
  "fullName",
  "variables",
  "representations",
  "body",
  "email",
  "phone",
];
