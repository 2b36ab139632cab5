import fc from "fast-check";
import { expect, test } from "vitest";
import type { Entry, Place } from "../../../src/core/entries.ts";
import type { Notice } from "../../../src/core/notices.ts";
import { encoderOf } from "../../../src/dialects/rambler/encode.ts";
import {
  pageForm,
  terminalForm,
  type Form,
} from "../../../src/dialects/rambler/forms.ts";

const kitchen: Place = {
  id: "~kitchen000",
  title: "kitchen",
  kind: "public",
  isLobby: false,
};
const ann = { id: "ann", name: "ann" };
const here = () => [ann];
const room = kitchen.id;

function said(text: string, name = "ann"): Entry {
  return { kind: "said", room, seq: 1, at: 1, by: "ann", name, text };
}

function shown(form: Form, what: Entry | Notice, place?: Place): string | null {
  const frame = encoderOf(form).encode(what, place);
  return frame === null ? null : (frame.content as Buffer).toString();
}

test("a page gets no markup, out of a room's title, a nick or a text", () => {
  const place = { ...kitchen, title: "<i>&'" };
  expect(shown(pageForm, said(`hi <b>&"' é 😀`, "<u>x"), place)).toBe(
    "MESSAGE:[&lt;i&gt;&amp;&#39;] &lt;u&gt;x: hi &lt;b&gt;&amp;&quot;&#39; é 😀",
  );
});

test("a page gets the lines of a text as they are", () => {
  expect(shown(pageForm, said("a\nb"), kitchen)).toBe(
    "MESSAGE:[kitchen] ann: a\nb",
  );
});

test("a terminal gets a text as it is, without control characters", () => {
  expect(
    shown(terminalForm, said("<b>&\t\u001b[31mred\u0007\0\u009b"), kitchen),
  ).toBe("MESSAGE:[kitchen] ann: <b>& [31mred");
});

test.each(["\n", "\r\n", "\r", "\v", "\f", "\u0085", "\u2028", "\u2029"])(
  "no line can be forged at a terminal with %j",
  (end) => {
    expect(shown(terminalForm, said(`a${end}SERVER:b`), kitchen)).toBe(
      "MESSAGE:[kitchen] ann: a\n  SERVER:b",
    );
  },
);

test("a direct message is in a room called by its people", () => {
  const place: Place = { ...kitchen, kind: "direct", title: "ann, bob" };
  expect(shown(terminalForm, said("psst"), place)).toBe(
    "MESSAGE:[ann, bob] ann: psst",
  );
});

test.each<[Notice, string]>([
  [
    { kind: "kicked", room, title: "kitchen", by: ann },
    'SERVER:You are disconnected from room: "kitchen". "ann" has kicked you out.',
  ],
  [
    { kind: "invited", room, title: "kitchen", by: ann },
    'SERVER:"ann" invites you to room "kitchen". To enter: #join room kitchen',
  ],
  [
    { kind: "broadcast", by: ann, text: "tea!" },
    'SERVER:To everyone, from "ann": tea!',
  ],
])("$kind is told", (notice, text) => {
  expect(shown(terminalForm, notice)).toBe(text);
});

test.each<Notice>([
  { kind: "joined", room, members: [ann], here },
  { kind: "left", room, members: [ann], here },
  { kind: "renamed", room, id: "ann", name: "ann", was: "rob", here },
  { kind: "members", room, count: 1 },
  { kind: "master", room, master: ann, was: undefined },
  { kind: "bounded", room, by: ann, most: 0, access: "public" },
  { kind: "passed", room, by: "ann", name: "ann", dialect: "x", value: "" },
  { kind: "answered", room, title: "kitchen", by: ann, answer: "yes" },
  { kind: "direct", room, people: [ann] },
  { kind: "arrived", who: ann },
  { kind: "departed", who: ann },
  { kind: "made", room, title: "kitchen", by: ann },
  { kind: "gone", room, title: "kitchen", by: ann },
])("$kind is told to nobody", (notice) => {
  expect(shown(pageForm, notice, kitchen)).toBe(null);
});

/** What may be told from text, and any other units of UTF-16. */
const anyText = fc
  .array(
    fc.oneof(
      fc.constantFrom(..."<>&\"'\n\r\t\u0085\u2028\u001b"),
      fc.nat(0xffff).map((unit) => String.fromCharCode(unit)),
    ),
  )
  .map((pieces) => pieces.join(""));

/** One line, and others that hang on it. */
const WHOLE = /^MESSAGE:\[kitchen\] ann: \P{Cc}*(?:\n {2}\P{Cc}*)*$/u;

test("whatever is said, a page gets no markup, and a terminal one line and what hangs on it", () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const page = shown(pageForm, said(text), kitchen) ?? "";
      const terminal = shown(terminalForm, said(text), kitchen) ?? "";
      expect(/[<>"']/.test(page)).toBe(false);
      expect(WHOLE.test(terminal)).toBe(true);
    }),
  );
});
