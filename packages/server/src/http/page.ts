// The page: the files of the public folder, those under assets/ for good, the others asked for anew each time.
import { join, sep } from "node:path";
import { fastifyStatic } from "@fastify/static";
import type { FastifyInstance } from "fastify";

/** What `/` says when the folder holds no page. */
export const notBuilt =
  "The page is not built. Start Koine with `npm start`, which builds it.\n";

export function pageRoutes(app: FastifyInstance, publicDir: string): void {
  const hashed = join(publicDir, "assets") + sep;
  app.register(fastifyStatic, {
    root: publicDir,
    // A server without its page still serves everything else.
    suppressWarning: true,
    preCompressed: true,
    cacheControl: false,
    decorateReply: false,
    allowedPath: isPublic,
    setHeaders: (reply, path) => {
      // Names in there carry a hash of what they hold.
      const forGood = path.startsWith(hashed);
      reply.header(
        "cache-control",
        forGood ? "public, max-age=31536000, immutable" : "no-cache",
      );
    },
  });
}

/** Hidden files are the build's own; compressed ones are sent only in place of what they were made from. */
function isPublic(path: string): boolean {
  return !/(?:^|\/)\.|\.(?:br|gz)$/.test(path);
}
