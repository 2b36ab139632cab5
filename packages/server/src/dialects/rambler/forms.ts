// The two forms of the dialect: for pages over WebSockets, which put what they get into HTML, and for terminals over TCP.
import { escapeHtml } from "../../lib/escape-html.ts";
import { forTerminal } from "../../lib/lines.ts";

export interface Form {
  /** How a text is shown: nothing in it can be taken for markup, or for a line of its own. */
  readonly shown: (text: string) => string;
  /** Whether LOGIN, JOIN and LEFT are commands without a `#`, too. */
  readonly takesBareWords: boolean;
}

export const pageForm: Form = { shown: escapeHtml, takesBareWords: false };

export const terminalForm: Form = {
  shown: forTerminal,
  takesBareWords: true,
};
