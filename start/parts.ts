import { catalogue } from "../subgraphs/catalogue";
import { citizens } from "../subgraphs/citizens";
import { dossiers } from "../subgraphs/dossiers";
import { evaluation } from "../subgraphs/evaluation";
import { payments } from "../subgraphs/payments";

/** Every subgraph of this house, in the order in which samples are written, with the port it has unless told otherwise. */
export const SUBGRAPHS = [
  { subgraph: catalogue, port: 4001 },
  { subgraph: citizens, port: 4002 },
  { subgraph: dossiers, port: 4003 },
  { subgraph: payments, port: 4004 },
  { subgraph: evaluation, port: 4005 },
] as const;
