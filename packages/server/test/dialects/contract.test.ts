// What every door does alike, tried at each of them.
import { describe } from "vitest";
import { refuses } from "./contract/bad-input.ts";
import { changes } from "./contract/changes.ts";
import { converses } from "./contract/conversation.ts";
import { cuts } from "./contract/cutting.ts";
import { directs } from "./contract/directs.ts";
import { lags } from "./contract/lagging.ts";
import { takesAnything } from "./contract/mutations.ts";
import { keepsOrder } from "./contract/order.ts";
import { voices } from "./speakers/list.ts";

describe.each(voices)("$door", (voice) => {
  converses(voice);
  changes(voice);
  keepsOrder(voice);
  directs(voice);
  cuts(voice);
  refuses(voice);
  takesAnything(voice);
  lags(voice);
});
