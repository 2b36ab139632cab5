// What is kept of a token that was given out without anything said of it. Used by every store's identities.
import type { TokenFacts } from "../core/ports/identity-store.ts";

export const ofHello: TokenFacts = {
  label: "",
  scopes: undefined,
  door: "",
  address: "",
  until: undefined,
};
