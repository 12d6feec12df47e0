import type { World } from "./oracle";
import type { Question } from "./worlds";

const DROPS = "the planner drops the arguments of a requirement";
const CLIENT_WINS = "a client's alias or argument takes the place of what the planner selects under the same name";

const maker = { __typename: "Maker", id: "k1", name: "Làng Chuông", names: { vi: "Làng Chuông", en: "Chuong" } };
const goods = [
  {
    __typename: "Good",
    id: "g1",
    prices: { VND: 50_000, USD: 2, EUR: 3 },
    maker,
    parts: [
      { __typename: "Part", sizes: { mm: 10, cm: 1 } },
      { __typename: "Part", sizes: { mm: 55, cm: 5 } },
    ],
  },
  { __typename: "Good", id: "g2", prices: { VND: 9_000, USD: 1, EUR: 1 }, maker: null, parts: null },
];
type Prices = Record<string, number>;
const priceOf = ({ prices }: Record<string, unknown>, currency: string) => (prices as Prices | undefined)?.[currency];

/** Requirements with arguments: of a field that clients ask for with others, of one field in several ways, nested, in interfaces. */
export const market: World = {
  name: "a market",
  subgraphs: {
    prices: `
      enum Currency { VND USD EUR }
      enum Unit { mm cm }
      type Query { goods: [Good!]! good(id: ID!): Good priced: [Priced!]! }
      interface Priced { price(currency: Currency! = VND): Int }
      type Good implements Priced @key(fields: "id") { id: ID! price(currency: Currency! = VND): Int maker: Maker parts: [Part!] }
      type Maker @key(fields: "id") { id: ID! name(language: String): String }
      type Part @shareable { size(unit: Unit!): Int }`,
    taxes: `
      enum Currency { VND USD EUR }
      enum Unit { mm cm }
      type Good @key(fields: "id") {
        id: ID!
        price(currency: Currency! = VND): Int @external
        maker: Maker @external
        parts: [Part!] @external
        tax: Int @requires(fields: "price(currency: USD)")
        fee: Int @requires(fields: "price(currency: VND)")
        duty(rate: Int!): Int @requires(fields: "price(currency: EUR)")
        base: Int @requires(fields: "price")
        label: String @requires(fields: "maker { name(language: \\"en\\") }")
        origin: String @requires(fields: "maker { name(language: \\"vi\\") }")
        volume: Int @requires(fields: "parts { size(unit: cm) }")
        plain: String
      }
      type Maker @key(fields: "id") { id: ID! name(language: String): String @external }
      type Part @shareable { size(unit: Unit!): Int @external }`,
  },
  roots: { goods: () => goods, good: ({ id }) => goods.find((good) => good.id === id) ?? null, priced: () => goods },
  entities: [...goods, maker],
  samples: { id: ["g1", "g2", "none"], language: ["vi", "en", null], rate: [0, 7] },
  computed: {
    "Good.price": (source, { currency }) => source.price ?? priceOf(source, String(currency)),
    "Maker.name": ({ names, name }, { language }) =>
      (names as Record<string, string>)[String(language ?? "vi")] ?? name,
    "Part.size": ({ sizes }, { unit }) => (sizes as Record<string, number>)[String(unit)],
    "Good.tax": (source) => Number(source.isRepresented ? source.price : priceOf(source, "USD")) * 10,
    "Good.fee": (source) => Number(source.isRepresented ? source.price : priceOf(source, "VND")) / 100,
    "Good.duty": (source, { rate }) =>
      Number(source.isRepresented ? source.price : priceOf(source, "EUR")) * Number(rate),
    "Good.base": (source) => Number(source.isRepresented ? source.price : priceOf(source, "VND")),
    "Good.label": ({ isRepresented, maker: by }) => {
      const made = by as typeof maker | null;
      return `by ${isRepresented ? made?.name : made?.names.en}`;
    },
    "Good.origin": ({ isRepresented, maker: by }) => {
      const made = by as typeof maker | null;
      return `from ${isRepresented ? made?.name : made?.names.vi}`;
    },
    "Good.volume": ({ isRepresented, parts }) =>
      ((parts ?? []) as { size: number; sizes: Prices }[]).reduce(
        (sum, part) => sum + Number(isRepresented ? part.size : part.sizes.cm),
        0,
      ),
    "Good.plain": ({ id }) => `plain ${id}`,
  },
};

export const marketQuestions: readonly Question[] = [
  { title: "a requirement with an argument", query: "{ goods { tax } }" },
  {
    title: "a client's own argument on a field that is required with another",
    query: "{ goods { price(currency: EUR) tax } }",
    referenceIsWrong: DROPS,
  },
  {
    title: "two requirements of one field with different arguments",
    query: "{ goods { tax fee } }",
    referenceIsWrong: DROPS,
  },
  {
    title: "three requirements of one field, the client's own, and aliases",
    query:
      "query ($r: Int!) { goods { tax fee d: duty(rate: $r) base plain a: price(currency: EUR) b: price(currency: USD) price } }",
    variables: { r: 7 },
    referenceIsWrong: DROPS,
  },
  {
    title: "a field that is required with its default where the client has an argument",
    query: "{ goods { price(currency: USD) base } }",
    referenceIsWrong: CLIENT_WINS,
  },
  {
    title: "required arguments deep in an object",
    query: '{ goods { label origin maker { name(language: "en") } } }',
    referenceIsWrong: DROPS,
  },
  {
    title: "required arguments in a list of values",
    query: "{ goods { volume tax parts { size(unit: mm) } } }",
    referenceIsWrong: DROPS,
  },
  {
    title: "requirements with arguments behind an interface and conditions",
    query:
      "query ($yes: Boolean!) { priced { price(currency: EUR) ... on Good { tax fee @include(if: $yes) label @skip(if: $yes) } } }",
    variables: { yes: true },
    referenceIsWrong: DROPS,
  },
  {
    title: "a requirement behind a condition of a variable, beside another one",
    query: "query ($no: Boolean!) { goods { tax @include(if: $no) label } }",
    variables: { no: false },
    referenceIsWrong: DROPS,
  },
  {
    title: "an alias that is the name of a key",
    query: "{ goods { id: plain tax } }",
  },
  {
    title: "an alias that is the name of a required field",
    query: "{ goods { price: id maker: plain tax label } }",
    referenceIsWrong: CLIENT_WINS,
  },
  {
    title: "aliases that swap names over subgraphs",
    query: "{ goods { id: plain plain: id tax: fee fee: tax maker { id: name name: id } } }",
    referenceIsWrong: CLIENT_WINS,
  },
  {
    title: "aliases that look like our own names",
    query: "{ goods { id: plain id__client: id price__arguments0: id plain__alias_0: plain tax } }",
  },
];
