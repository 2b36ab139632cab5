// Coming and going: login, logout, and the second version's exit.
import { fold } from "../../../core/people/names.ts";
import type { Visitor } from "../../../core/visitor.ts";
import type { Chat } from "../../../core/chat.ts";
import type { Session } from "../../../core/session.ts";
import { login } from "../../../core/verbs/login.ts";
import { enterAnonymous, visit } from "../../../core/verbs/visit.ts";
import type { Connection } from "../connection.ts";
import { encodeEntities as show } from "../entities.ts";
import { marked, NAME } from "../marks.ts";
import { refused } from "../refused.ts";
import type { Request } from "../request.ts";
import type { Seat } from "../seat.ts";
import { inWords } from "../wording.ts";
import { withStandard } from "./accounts.ts";
import { mustBeOwn, type Command } from "./command.ts";
import { roomTitles, userNames } from "./lists.ts";
import { mustBeFit } from "./names.ts";

/** Another name on the same connection ends the session before. */
export const loggingIn: Command = {
  async run(request, connection) {
    const usr = request.must("usr");
    if (connection.seat?.isMe(usr) === true) throw refused.alreadyLoggedIn(usr);
    const isAccount = request.must("type") === "reg";
    const begin = isAccount ? ofAccount(request, usr) : ofGuest(request, usr);
    const { seat, before } = await connection.enter((visitor) =>
      begin(connection.chat, visitor),
    );
    seat.line.hold();
    try {
      await before?.end(marked(request.tracker));
      if (request.hasTracker) await greet(request, connection, seat);
      else await welcome(request, connection, seat);
    } finally {
      seat.line.release();
    }
    return undefined;
  },
};

type Begin = (chat: Chat, visitor: Visitor) => Promise<Session>;

function ofAccount(request: Request, name: string): Begin {
  const password = request.mustRaw("pwd");
  return (chat, visitor) => {
    const extra = marked(request.tracker);
    return inWords(login(chat, { name, password, extra }, visitor), {
      no_such_person: refused.badLogin,
    });
  };
}

function ofGuest(request: Request, name: string): Begin {
  mustBeFit(name);
  return (chat, visitor) => {
    const extra = marked(request.tracker);
    return fold(name) === fold(chat.anonymous.name)
      ? enterAnonymous(chat, visitor)
      : visit(chat, { name, extra }, visitor);
  };
}

/** The final version's: with the preferences, told to himself as to the others, and then of the lobby. */
async function greet(
  { cmd, tracker }: Request,
  connection: Connection,
  seat: Seat,
): Promise<void> {
  const { id, kind } = seat.session.identity;
  const { identities } = connection.chat.store;
  const preferences =
    kind === "account"
      ? withStandard(await identities.preferences(id, NAME))
      : "";
  connection.answer(cmd, tracker, `${seat.shownName},${show(preferences)}`);
  connection.event("login", seat.shownName, show(tracker));
  await seat.enterLobby(tracker);
}

/** The first version's: `SESSION:USERS:ROOMS`, each with commas between them. */
async function welcome(
  { cmd, tracker }: Request,
  connection: Connection,
  seat: Seat,
): Promise<void> {
  const { isThere, told } = await seat.toLobby(tracker);
  const users = userNames(seat).join(",");
  const rooms = (await roomTitles(seat)).map(({ title }) => title).join(",");
  connection.answer(cmd, tracker, `${seat.session.id}:${users}:${rooms}`);
  if (!isThere) connection.send(told);
}

/** `says` gives the answer's text for the name. */
export function loggingOut(says: (usr: string) => string): Command {
  return {
    async run(request, connection) {
      const { seat } = connection;
      const usr = request.text("usr");
      if (seat === undefined) throw refused.notLoggedIn(usr);
      mustBeOwn(usr, seat);
      await connection.leave(marked(request.tracker));
      return says(seat.shownName);
    },
  };
}
