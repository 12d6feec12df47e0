import { describe, expect, test } from "@jest/globals";
import { type Person, readPartialDay, UNKNOWN_PERSON } from "../../../subgraphs/citizens/people";
import { matchAnswer, readCollection } from "../../../subgraphs/citizens/registry-message";
import { writeCollection, writeQuestion } from "../../../subgraphs/citizens/registry-message-writer";
import { MESSAGE_LIMIT, UnusableMessage } from "../../../subgraphs/citizens/registry-xml";
import { syntheticPeople } from "../../../subgraphs/citizens/stand-in/synthetic-people";

const NS = "http://www.mic.gov.vn/dancu/1.0";
const read = (text: string) => readCollection(Buffer.from(text));
const collection = (people: string, attributes = `ThoiDiemDuLieu="2025-07-01T08:00:00" SoCongDan="1"`) =>
  `<CongdanCollection xmlns="${NS}" ${attributes}>${people}</CongdanCollection>`;
const citizen = (inner: string) => collection(`<CongDan><SoDinhDanh>001084000001</SoDinhDanh>${inner}</CongDan>`);

function onlyPerson(text: string): Person {
  const [person] = read(text).people;
  if (person === undefined) throw new Error("nobody in the message");
  return person;
}

describe("a question", () => {
  test("asks about many people in one message, with nothing but their numbers", () => {
    const question = writeQuestion(["001084000001", "123456789"], new Date("2025-07-01T01:00:00Z"));
    expect(question).toBe(
      `<?xml version="1.0" encoding="UTF-8"?>\n<CongdanCollection xmlns="${NS}" ThoiDiemDuLieu="2025-07-01T08:00:00+07:00" SoCongDan="2">` +
        "<CongDan><SoDinhDanh>001084000001</SoDinhDanh></CongDan><CongDan><SoCMND>123456789</SoCMND></CongDan></CongdanCollection>",
    );
  });
});

describe("reading a message", () => {
  test("gives back every person that was written", () => {
    const people = syntheticPeople(100);
    const message = writeCollection({ note: 'a < b & "c"', dataTime: new Date("2025-07-01T01:02:03Z"), people });
    expect(read(message)).toEqual({ note: 'a < b & "c"', dataTime: new Date("2025-07-01T01:02:03Z"), people });
  });

  test("reads the shape of the published sample", () => {
    const person = onlyPerson(
      collection(
        `<CongDan><SoDinhDanh>087084000999</SoDinhDanh><SoCMND>012345678</SoCMND>
         <HoVaTen><Ho>Nguyễn</Ho><ChuDem>Văn &amp; Thử</ChuDem><Ten><![CDATA[A &amp; B]]></Ten></HoVaTen>
         <GioiTinh>1</GioiTinh><DanToc><MaDanToc>02</MaDanToc><TenGoi>Tên</TenGoi></DanToc><TonGiao><MaTonGiao>99</MaTonGiao></TonGiao>
         <TinhTrangHonNhan>2</TinhTrangHonNhan><NhomMau>00</NhomMau>
         <NgayThangNamSinh><NgayThangNam>1984</NgayThangNam></NgayThangNamSinh>
         <QueQuan><MaDonViHanhChinh>01</MaDonViHanhChinh><ChiTiet>x</ChiTiet><QuocGia>VN</QuocGia></QueQuan>
         <Cha><SoCMND>000000001</SoCMND><QuocTich>VN</QuocTich></Cha><Me><HoVaTen><Ten>B</Ten></HoVaTen></Me><VoChong/>
         <ChuHo><SoDinhDanh>001084000002</SoDinhDanh></ChuHo></CongDan>`,
      ),
    );
    expect(person).toEqual({
      ...UNKNOWN_PERSON,
      personalNumber: "087084000999",
      oldNumber: "012345678",
      name: { familyName: "Nguyễn", middleName: "Văn & Thử", givenName: "A &amp; B" },
      sexCode: "1",
      ethnicity: { code: "02", name: "Tên" },
      religion: { code: "99", name: null },
      maritalStatusCode: "2",
      bloodTypeCode: "00",
      birthDate: { year: 1984, month: null, day: null, text: "1984" },
      hometown: { divisionCode: "01", detail: "x", countryCode: "VN" },
      father: { personalNumber: null, oldNumber: "000000001", nationality: "VN", name: null },
      mother: {
        personalNumber: null,
        oldNumber: null,
        nationality: null,
        name: { familyName: null, middleName: null, givenName: "B" },
      },
    });
  });

  test("reads prefixed elements as well as unprefixed ones", () => {
    const text = `<d:CongdanCollection xmlns:d="${NS}" ThoiDiemDuLieu="20250701080000" SoCongDan="1"><d:CongDan><d:SoDinhDanh>001084000001</d:SoDinhDanh></d:CongDan></d:CongdanCollection>`;
    expect(onlyPerson(text).personalNumber).toBe("001084000001");
  });

  test("composes Vietnamese letters, so that two spellings of one name are equal", () => {
    expect(onlyPerson(citizen(`<HoVaTen><Ho>${"Nguyễn".normalize("NFD")}</Ho></HoVaTen>`)).name?.familyName).toBe(
      "Nguyễn".normalize("NFC"),
    );
  });

  test.each([
    ["2025-07-01T08:00:00", "2025-07-01T01:00:00.000Z"],
    ["20250701080000", "2025-07-01T01:00:00.000Z"],
    ["2025-07-01", "2025-06-30T17:00:00.000Z"],
    ["2025-07-01T08:00:00Z", "2025-07-01T08:00:00.000Z"],
    ["2025-07-01T08:00:00.5-05:30", "2025-07-01T13:30:00.000Z"],
  ])("takes the time %s, without a zone, as Vietnam's", (written, moment) => {
    const message = read(
      collection("<CongDan><SoCMND>123456789</SoCMND></CongDan>", `ThoiDiemDuLieu="${written}" SoCongDan="1"`),
    );
    expect(message.dataTime.toISOString()).toBe(moment);
  });

  test.each([
    ["1984-02-29", { year: 1984, month: 2, day: 29 }],
    ["1984-02", { year: 1984, month: 2, day: null }],
    ["1984-00-00", { year: 1984, month: null, day: null }],
    ["19840229", { year: 1984, month: 2, day: 29 }],
    ["1985-02-29", { year: null, month: null, day: null }],
    ["1985-13-01", { year: null, month: null, day: null }],
    ["không rõ", { year: null, month: null, day: null }],
  ])("keeps the birth date %s as written and tells the parts that are known", (text, parts) => {
    expect(readPartialDay(text)).toEqual({ ...parts, text });
  });
});

describe("a message that cannot be used is refused:", () => {
  const bomb = `<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>`;
  const refused: [string, string][] = [
    ["nothing", ""],
    ["plain text", "Hệ thống đang bảo trì"],
    ["JSON", '{"CongDan":[]}'],
    ["HTML", "<!doctype html><html><body>502 Bad Gateway</body></html>"],
    ["HTML that is XML", "<html><body>502</body></html>"],
    [
      "a truncated message",
      writeCollection({ note: null, dataTime: new Date(), people: syntheticPeople(2) }).slice(0, -40),
    ],
    ["two roots", collection("<CongDan><SoCMND>123456789</SoCMND></CongDan>").repeat(2)],
    ["another namespace", citizen("").replace(NS, "http://example.com/dancu")],
    ["no namespace", citizen("").replace(` xmlns="${NS}"`, "")],
    ["an undeclared prefix", citizen("<x:GioiTinh>1</x:GioiTinh>")],
    ["a value of another namespace", citizen('<GioiTinh xmlns="urn:other">1</GioiTinh>')],
    ["another root", citizen("").replaceAll("CongdanCollection", "DonViHanhChinhVietNam")],
    ["something else than citizens", collection("<DVHC/>")],
    ["entity expansion", bomb + citizen("<GioiTinh>&c;</GioiTinh>")],
    [
      "an external entity",
      `<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>${citizen("<GioiTinh>&a;</GioiTinh>")}`,
    ],
    ["an empty document type", `<!DOCTYPE CongdanCollection>${citizen("")}`],
    ["an entity that is not declared", citizen("<GioiTinh>&xxe;</GioiTinh>")],
    ["a reference to a character XML cannot carry", citizen("<GioiTinh>&#0;</GioiTinh>")],
    ["a control character", citizen("<GioiTinh>\u0001</GioiTinh>")],
    ["another encoding", `<?xml version="1.0" encoding="UTF-16"?>${citizen("")}`],
    ["deep nesting", citizen(`${"<a>".repeat(50)}1${"</a>".repeat(50)}`)],
    ["a huge number of elements", citizen("<a/>".repeat(70_000))],
    ["a huge value", citizen(`<GioiTinh>${"1".repeat(10_000)}</GioiTinh>`)],
    ["text beside elements", citizen("x")],
    ["a reserved tag name", citizen("<__proto__>1</__proto__>")],
    [
      "a count that is wrong",
      collection("<CongDan><SoCMND>123456789</SoCMND></CongDan>", `ThoiDiemDuLieu="2025-07-01" SoCongDan="2"`),
    ],
    ["no count", collection("", `ThoiDiemDuLieu="2025-07-01"`)],
    ["no time", collection("", `SoCongDan="0"`)],
    ["a time that is none", collection("", `ThoiDiemDuLieu="2025-02-30T08:00:00" SoCongDan="0"`)],
    ["a citizen without a number", collection("<CongDan><GioiTinh>1</GioiTinh></CongDan>")],
    ["a number of 11 digits", collection("<CongDan><SoDinhDanh>01084000001</SoDinhDanh></CongDan>")],
    ["a number with letters", collection("<CongDan><SoDinhDanh>00108400000x</SoDinhDanh></CongDan>")],
    ["a number in other digits", collection("<CongDan><SoDinhDanh>٠٠١٠٨٤٠٠٠٠٠١</SoDinhDanh></CongDan>")],
    ["an element twice", citizen("<GioiTinh>1</GioiTinh><GioiTinh>2</GioiTinh>")],
    ["an element where text belongs", citizen("<GioiTinh><a>1</a></GioiTinh>")],
    ["a division code of 4 digits", citizen("<QueQuan><MaDonViHanhChinh>0123</MaDonViHanhChinh></QueQuan>")],
  ];

  test.each(refused)("%s", (_name, text) => {
    expect(() => read(text)).toThrow(UnusableMessage);
  });

  test("bytes that are not UTF-8", () => {
    expect(() => readCollection(Buffer.from(citizen("<GioiTinh>é</GioiTinh>"), "latin1"))).toThrow(UnusableMessage);
  });

  test("more bytes than the limit, quickly", () => {
    const started = performance.now();
    expect(() => readCollection(Buffer.alloc(MESSAGE_LIMIT + 1, "<"))).toThrow(UnusableMessage);
    expect(() => readCollection(Buffer.alloc(MESSAGE_LIMIT, "<"))).toThrow(UnusableMessage);
    expect(() => readCollection(Buffer.alloc(MESSAGE_LIMIT, "<a b='1' "))).toThrow(UnusableMessage);
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  test("and the refusal quotes nothing of it", () => {
    for (const [, text] of refused) {
      let said = "";
      try {
        read(text);
      } catch (error) {
        said = String(error);
      }
      expect(said).not.toMatch(/\d{5}|passwd|xxe|Hệ thống/);
    }
  });
});

describe("matching an answer with a question", () => {
  const [first, second, third] = syntheticPeople(3);
  const numbers = [first, second, third].map((person) => person?.personalNumber ?? "");
  const answer = (...people: (Person | undefined)[]) => ({
    note: null,
    dataTime: new Date(),
    people: people.filter((person) => person !== undefined),
  });

  test("does not depend on the order of the answer", () => {
    expect(matchAnswer(answer(third, first, second), numbers)).toEqual([first, second, third]);
  });

  test("gives null for whoever is not in the answer", () => {
    expect(matchAnswer(answer(third), numbers)).toEqual([null, null, third]);
  });

  test("finds people by the number of an old card", () => {
    expect(matchAnswer(answer(first), [first?.oldNumber ?? ""])).toEqual([first]);
  });

  test("refuses somebody who was not asked for", () => {
    expect(() => matchAnswer(answer(first, second), numbers.slice(0, 1))).toThrow(UnusableMessage);
  });

  test("refuses somebody twice", () => {
    expect(() => matchAnswer(answer(first, second, first), numbers)).toThrow(UnusableMessage);
  });
});
