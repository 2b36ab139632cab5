// What a verb's definition is: its name, what it does, and the schemas of its parameters and result.
import type { TObject } from "typebox";

/** What a token with scopes may be used for. */
export type VerbScope = "read" | "write" | "moderate" | "account";

export interface VerbDefinition {
  readonly about: string;
  /** Which scope a token needs for it. Tokens of a hello have all. */
  readonly scope: VerbScope;
  readonly params: TObject;
  readonly result: TObject;
}
