// What the tests use of the old client, which has no types.
declare module "socket.io-client-0.9" {
  interface Socket {
    on(event: string, listener: (...values: never[]) => void): unknown;
    emit(event: string, body: object, ack?: () => void): unknown;
    disconnect(): unknown;
  }
  const io: {
    transports: string[];
    connect(url: string, options: object): Socket;
  };
  export default io;
}
