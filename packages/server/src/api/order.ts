// The protocol's verbs about order in the house, bound to the core's. A part of the table.
import type { AuditRecord, Sanction } from "../core/ports/house-store.ts";
import { listAudit } from "../core/verbs/audit.ts";
import { ban } from "../core/verbs/ban.ts";
import { broadcast } from "../core/verbs/broadcast.ts";
import { kick } from "../core/verbs/kick.ts";
import { lift } from "../core/verbs/lift.ts";
import { setMaster } from "../core/verbs/master.ts";
import { mute } from "../core/verbs/mute.ts";
import { setRole } from "../core/verbs/role.ts";
import { rules, setRules } from "../core/verbs/rules.ts";
import { listSanctions } from "../core/verbs/sanctions.ts";
import type { Bound } from "./bound.ts";

const PAGE = 100;

export const orderVerbs: Pick<
  Bound,
  | "kick"
  | "ban"
  | "mute"
  | "lift"
  | "sanctions"
  | "role"
  | "master"
  | "rules"
  | "audit"
  | "broadcast"
> = {
  async kick(chat, session, params) {
    await kick(chat, session, params);
    return {};
  },
  async ban(chat, session, params) {
    const bans = await ban(chat, session, params);
    return { sanctions: bans.map(({ id }) => id) };
  },
  async mute(chat, session, params) {
    const [{ id }] = await mute(chat, session, params);
    return { sanction: id };
  },
  async lift(chat, session, params) {
    await lift(chat, session, params.sanction);
    return {};
  },
  async sanctions(chat, session, { room, after, limit = PAGE }) {
    const wanted = { room, after, limit };
    const { sanctions, next } = await listSanctions(chat, session, wanted);
    return {
      sanctions: sanctions.map(shownSanction),
      ...(next !== undefined && { next }),
    };
  },
  async role(chat, session, params) {
    await setRole(chat, session, params);
    return {};
  },
  async master(chat, session, params) {
    await setMaster(chat, session, params);
    return {};
  },
  async rules(chat, session, params) {
    const isAsked =
      params.registration === undefined && params.guests === undefined;
    return isAsked ? rules(chat, session) : setRules(chat, session, params);
  },
  async audit(chat, session, { room, before, limit = PAGE }) {
    const wanted = { room, before, limit };
    const { records, next } = await listAudit(chat, session, wanted);
    return {
      records: records.map(shownRecord),
      ...(next !== undefined && { next }),
    };
  },
  async broadcast(chat, session, params) {
    await broadcast(chat, session, params);
    return {};
  },
};

function shownSanction(sanction: Sanction) {
  const { id, kind, room, identity, name, address, until } = sanction;
  const { by, reason, at } = sanction;
  return {
    sanction: id,
    kind,
    ...(room !== undefined && { room }),
    ...(identity !== undefined && { who: { id: identity, name } }),
    ...(address !== undefined && { address }),
    by,
    reason,
    at,
    ...(until !== undefined && { until }),
  };
}

function shownRecord(record: Omit<AuditRecord, "n">) {
  const { at, by, act, room, whom, note } = record;
  return {
    at,
    by,
    act,
    ...(room !== undefined && { room }),
    ...(whom !== undefined && { whom }),
    note,
  };
}
