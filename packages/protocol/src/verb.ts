// What a verb's definition is: its name, what it does, and the schemas of its parameters and result.
import type { TObject } from "typebox";

export interface VerbDefinition {
  readonly about: string;
  readonly params: TObject;
  readonly result: TObject;
}
