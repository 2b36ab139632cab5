// A client of Webchat over Socket.IO 0.9 as bytes, for tests of what no library sends; and accounts.
import { expect } from "vitest";
import { openClient } from "../../support/clients.ts";
