import { type Connection, type Model, Schema, trusted } from "mongoose";
import type { ProcedureVersion } from "./rules";
import { isDuplicateOf } from "./store-write";
import type { YearCalendar } from "./working-calendar";

/** Who gave a command, and a hash of what it says. */
export interface CommandMark {
  readonly id: string;
  readonly hash: string;
}

/** What became of writing something that is known by its name: also "reused" when the key was used for another content. */
export type Saved = "written" | "repeated" | "reused" | "conflict";

/** A working calendar with how often it was set. */
export interface StoredCalendar extends YearCalendar {
  readonly version: number;
}

/** What dossiers know beside dossiers: versions of procedures, as the catalogue told them, and working calendars. */
export interface ReferenceStore {
  learn(version: ProcedureVersion, command: CommandMark): Promise<Saved>;
  /** The version under which a dossier is filed on a day; else whether all that are known have ended. */
  versionOn(procedureCode: string, day: string): Promise<ProcedureVersion | "ended" | null>;
  calendars(years: readonly number[]): Promise<readonly StoredCalendar[]>;
  /** Writes a calendar over version `expected`, 0 for none. */
  setCalendar(calendar: YearCalendar, expected: number, command: CommandMark): Promise<Saved>;
}

interface Kept {
  readonly _id: string;
  readonly content: unknown;
  readonly revision: number;
  readonly commands: readonly CommandMark[];
  /** For the index of versions. */
  readonly procedureCode?: string;
  readonly effectiveFrom?: string;
}

const TIME_LIMIT = 1_500;
/** Keys that a document remembers: far more than can be on their way at once. */
const REMEMBERED = 50;

/** Opens the two collections and makes their indexes. */
export async function openReferences(connection: Connection): Promise<ReferenceStore> {
  const versions = connection.model<Kept>("ProcedureVersion", keptSchema("procedure-versions"));
  const calendars = connection.model<Kept>("WorkingCalendar", keptSchema("working-calendars"));
  await versions.createIndexes();
  await calendars.createIndexes();
  return {
    learn: (version, command) =>
      save(versions, {
        name: `${version.procedureCode} ${version.version}`,
        set: { content: version, procedureCode: version.procedureCode, effectiveFrom: version.effectiveFrom },
        expected: null,
        command,
      }),
    async versionOn(procedureCode, day) {
      const found = await versions
        .find({ procedureCode })
        .sort({ effectiveFrom: -1, _id: -1 })
        .limit(MOST_VERSIONS)
        .maxTimeMS(TIME_LIMIT)
        .lean<{ content: ProcedureVersion }[]>();
      const known = found.map(({ content }) => content);
      const running = known.filter(({ effectiveTo }) => effectiveTo === null || effectiveTo >= day);
      const inForce = running.filter(({ effectiveFrom }) => effectiveFrom <= day);
      const newest = inForce.sort((a, b) => compareText(b.effectiveFrom, a.effectiveFrom) || b.version - a.version)[0];
      return newest ?? (known.length > 0 && running.length === 0 ? "ended" : null);
    },
    async calendars(years) {
      const found = await calendars
        .find({ _id: trusted({ $in: years.map(String) }) })
        .maxTimeMS(TIME_LIMIT)
        .lean<{ content: YearCalendar; revision: number }[]>();
      return found.map(({ content, revision }) => ({ ...content, version: revision }));
    },
    setCalendar: (calendar, expected, command) =>
      save(calendars, { name: String(calendar.year), set: { content: calendar }, expected, command }),
  };
}

/** A procedure has some versions a year at most. */
const MOST_VERSIONS = 100;

function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

function keptSchema(collection: string): Schema<Kept> {
  const schema = new Schema<Kept>(
    {
      _id: String,
      content: { type: Schema.Types.Mixed, required: true },
      revision: { type: Number, required: true },
      commands: [new Schema({ id: String, hash: String }, { _id: false, strict: "throw" })],
      procedureCode: String,
      effectiveFrom: String,
    },
    { collection, versionKey: false, autoIndex: false, strict: "throw", strictQuery: "throw", minimize: false },
  );
  schema.index({ "commands.id": 1 }, { unique: true });
  schema.index({ procedureCode: 1, effectiveFrom: -1, _id: -1 });
  return schema;
}

interface Save {
  readonly name: string;
  readonly set: Readonly<Record<string, unknown>>;
  /** The revision to write over; null for any. */
  readonly expected: number | null;
  readonly command: CommandMark;
}

/** One write, together with the command that made it. */
async function save(kept: Model<Kept>, { name, set, expected, command }: Save): Promise<Saved> {
  for (;;) {
    const earlier = await kept.findOne({ "commands.id": command.id }, { commands: 1 }).lean<Pick<Kept, "commands">>();
    const mark = earlier?.commands.find(({ id }) => id === command.id);
    if (mark !== undefined) return mark.hash === command.hash ? "repeated" : "reused";
    const stored = await kept.findOne({ _id: name }, { revision: 1 }).lean<{ revision: number }>();
    const revision = stored?.revision ?? 0;
    if (expected !== null && expected !== revision) return "conflict";
    try {
      if (stored === null) {
        await kept.create({ _id: name, ...set, revision: 1, commands: [command] });
        return "written";
      }
      const written = await kept.findOneAndUpdate(
        { _id: name, revision },
        { $set: set, $inc: { revision: 1 }, $push: { commands: { $each: [command], $slice: -REMEMBERED } } },
        { projection: { _id: 1 } },
      );
      if (written !== null) return "written";
    } catch (error) {
      // Somebody else made it, or carried out the same command: what is stored now decides.
      if (!isDuplicateOf(error, "_id") && !isDuplicateOf(error, "commands.id")) throw error;
    }
  }
}
