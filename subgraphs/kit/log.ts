import { pino } from "pino";

/** The logger that every part uses. */
export type Log = pino.Logger;

/**
 * A JSON log for one part. Two nets keep personal data out: members that may hold it are removed by name, and every run of
 * nine or more digits is blackened in the finished line (personal numbers have 12 digits, old ones 9); times are written
 * as ISO text so that no line needs such a number.
 * @param destination where lines go; standard output when it is absent
 */
export function createLog(
  part: string,
  options: { level?: string; destination?: { write(line: string): void } } = {},
): Log {
  const destination = options.destination ?? pino.destination({ fd: 1, sync: false });
  return pino(
    {
      name: part,
      level: options.level ?? "info",
      base: { part },
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths: SECRET_MEMBERS.flatMap((name) => [name, `*.${name}`]), censor: "[removed]" },
    },
    { write: (line: string) => destination.write(blacken(line)) },
  );
}

/** Replaces every run of nine or more digits, and the password part of an address. */
export function blacken(text: string): string {
  return text.replace(/\d{9,}/g, "[digits]").replace(/(\w+:\/\/[^\s:@/]*):[^\s@/]*@/g, "$1:[removed]@");
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
