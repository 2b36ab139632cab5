// The figures that /v1.0/stats tells, in the shape of the first server. What Koine does not have is left out.
import type { DialectContext } from "../dialect.ts";
import type { Figures } from "./figures.ts";

/** Rooms with nobody in them are not told, and none that others do not know of. */
export function stats(
  { chat, settings }: DialectContext,
  figures: Figures,
): object {
  const rooms = [...chat.rooms.ids]
    .map((id) => chat.rooms.get(id))
    .filter((room) => room !== undefined)
    .filter(({ isListed, count }) => isListed && count > 0);
  const { server } = settings;
  const common = {
    name: settings.serverName,
    hostname: server?.host,
    port: server?.port,
    profPort: server?.profiler ?? 0,
    maxConns: orZero(chat.limits.connections),
    maxRooms: orZero(chat.limits.rooms),
    maxIdle: server?.idleSeconds,
    debugEnabled: server?.logLevel === "debug",
  };
  return {
    info: { version: server?.version, ...common },
    options: { ...common, maxProcs: server?.hashing },
    stats: {
      startTime: figures.start,
      reqCount: figures.requests,
      reqBytes: figures.requestBytes,
      routeStats: Object.fromEntries(
        [...figures.routes].map(([path, requestCount]) => [
          path,
          { requestCount },
        ]),
      ),
      chatterStats: [...figures.talkers].map(
        ({ nickname, remoteAddr, start, lastReq, requests }) => ({
          nickname,
          remoteAddr,
          start,
          lastReq,
          reqcount: requests,
        }),
      ),
      roomStats: rooms.map((room) => ({
        name: room.title,
        chatters: room.visible().map(({ id, name }) => ({
          nickname: name,
          remoteAddr: chat.sessionsOf(id)[0]?.address ?? "",
        })),
      })),
    },
    memStats: process.memoryUsage(),
  };
}

/** As the first server has it: 0 for as many as like. */
const orZero = (most: number): number => (most === Infinity ? 0 : most);
