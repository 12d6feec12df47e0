import { Field, ObjectType } from "type-graphql";

@ObjectType({
  description: "A legal document (căn cứ pháp lý). Its number alone is no key: numbers come again in other years.",
})
export class LegalBasis {
  @Field(() => String, { description: "Số, ký hiệu." })
  number: string;

  @Field(() => String, { nullable: true, description: "Tên văn bản, or the article that is meant." })
  title: string | null;

  @Field(() => String, { nullable: true, description: "Ngày ban hành, as far as it is known." })
  issuedOn: string | null;

  @Field(() => String, { nullable: true, description: "Ngày hiệu lực, as far as it is known." })
  effectiveFrom: string | null;

  @Field(() => String, { nullable: true })
  note: string | null;
}
