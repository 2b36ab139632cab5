// What every door does alike, tried at each of them.
import { describe } from "vitest";
import { refuses } from "./contract/bad-input.ts";
import { converses } from "./contract/conversation.ts";
import { cuts } from "./contract/cutting.ts";
import { lags } from "./contract/lagging.ts";
import { takesAnything } from "./contract/mutations.ts";
import { voices } from "./speakers/list.ts";

describe.each(voices)("$door", (voice) => {
  converses(voice);
  cuts(voice);
  refuses(voice);
  takesAnything(voice);
  lags(voice);
});
