// What the server needs of Node's HTTP at run time. An `import` of `node:http` reads all that it exports, its `WebSocket`
// among it, and so loads an HTTP client that nobody here uses: 14 MB.
export const { createServer, STATUS_CODES } =
  process.getBuiltinModule("node:http");
