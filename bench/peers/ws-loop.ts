// A peer of the bench: the broadcast loop of ws's own examples, with a set of clients for each path. Keeps nothing.
import type { AddressInfo } from "node:net";
import { WebSocketServer, type WebSocket } from "ws";

const rooms = new Map<string, Set<WebSocket>>();
const server = new WebSocketServer({ host: "127.0.0.1", port: 0 });

server.on("connection", (socket, request) => {
  const name = request.url ?? "/";
  const clients = rooms.get(name) ?? new Set();
  rooms.set(name, clients);
  clients.add(socket);
  socket.on("close", () => clients.delete(socket));
  socket.on("message", (data, isBinary) => {
    for (const client of clients) client.send(data, { binary: isBinary });
  });
});

server.on("listening", () => {
  const { port } = server.address() as AddressInfo;
  console.log(`ready http://127.0.0.1:${port}`);
});

process.once("SIGTERM", () => {
  for (const socket of server.clients) socket.terminate();
  server.close();
});
