import { expect, test } from "vitest";
import { readPath } from "../../../src/dialects/chattypantz/path.ts";

test.each([
  ["/v1.0/chat", { form: "json" }],
  ["/v1.0/chat?x=/y", { form: "json" }],
  ["/", { form: "rooms" }],
  ["/?x", { form: "rooms" }],
  ["/Demo", { form: "members", room: "Demo" }],
  ["/Free%20Chat/b%C3%B6b", { form: "text", room: "Free Chat", nick: "böb" }],
  ["/a%2Fb/bob", { form: "text", room: "a/b", nick: "bob" }],
  ["/Demo/bob?q=1/2", { form: "text", room: "Demo", nick: "bob" }],
  ["/v1.0/chat/", undefined],
  ["/Demo/", undefined],
  ["//bob", undefined],
  ["/Demo/bob/more", undefined],
  ["/%zz", undefined],
  ["/%ff/bob", undefined],
  ["", undefined],
  ["Demo/bob", undefined],
  ["http://host/Demo", undefined],
])("%s", (path, asked) => {
  expect(readPath(path)).toEqual(asked);
});
