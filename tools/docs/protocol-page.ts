// Puts docs/protocol.md together: the written part, and the tables from the protocol's own table.
import * as prose from "./prose.ts";
import { codeTable, eventSections, verbSections } from "./tables.ts";

export function protocolPage(): string {
  const sections = [
    prose.opening,
    prose.connecting,
    prose.frames,
    prose.conversation,
    prose.rules,
    "## Verbs",
    verbSections(),
    "## Events",
    "Events with a `seq` are entries: they are kept in the room's log, and come again on resume and in `history`. The others are notices, for whoever is there.",
    eventSections(),
    "## Codes",
    "Every refusal has one of these. The list is closed; a new version of the protocol may lengthen it, so treat a code you do not know as you treat `internal`.",
    codeTable(),
    prose.limitsSection,
  ];
  return `${sections.join("\n\n")}\n`;
}
