import { market, marketQuestions } from "./argument-worlds";
import { blog, blogQuestions, garden, gardenQuestions, hospital, hospitalQuestions } from "./corner-worlds";
import type { World } from "./oracle";
import { zoo, zooQuestions } from "./union-world";
import {
  devicesQuestions,
  devicesWorld,
  library,
  libraryQuestions,
  type Question,
  shop,
  shopQuestions,
} from "./worlds";

/** Every world with its questions. */
export const WORLDS: readonly (readonly [World, readonly Question[]])[] = [
  [shop, shopQuestions],
  [library, libraryQuestions],
  [devicesWorld, devicesQuestions],
  [market, marketQuestions],
  [blog, blogQuestions],
  [hospital, hospitalQuestions],
  [garden, gardenQuestions],
  [zoo, zooQuestions],
];
