// A peer of the bench: a Socket.IO server with rooms, WebSocket transport only. Keeps nothing.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Server } from "socket.io";

const http = createServer();
const io = new Server(http, { transports: ["websocket"], serveClient: false });

io.on("connection", (socket) => {
  let room = "";
  socket.on("join", (name: string, done: () => void) => {
    room = name;
    void socket.join(name);
    done();
  });
  socket.on("say", (text: string) => {
    io.to(room).emit("said", text);
  });
});

http.listen(0, "127.0.0.1", () => {
  const { port } = http.address() as AddressInfo;
  console.log(`ready http://127.0.0.1:${port}`);
});

process.once("SIGTERM", () => {
  void io.close();
});
