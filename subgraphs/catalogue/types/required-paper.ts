import { Field, Int, ObjectType } from "type-graphql";

@ObjectType({ description: "A paper (giấy tờ) that a dossier needs." })
export class RequiredPaper {
  @Field(() => String, { nullable: true, description: "Mã giấy tờ." })
  code: string | null;

  @Field(() => String)
  name: string;

  @Field(() => Int, { description: "Số bản chính." })
  originals: number;

  @Field(() => Int, { description: "Số bản sao." })
  copies: number;

  @Field(() => String, { nullable: true, description: "Mẫu đơn, tờ khai." })
  form: string | null;

  @Field(() => String, { nullable: true, description: "The code of the result that replaces it." })
  replacingResult: string | null;
}

@ObjectType({ description: "A result (kết quả) that a procedure gives." })
export class ProcedureResult {
  @Field(() => String, { nullable: true, description: "Mã kết quả." })
  code: string | null;

  @Field(() => String)
  name: string;
}
