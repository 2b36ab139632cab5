// The line of one seat. What a room is called is told to each of its people in his own name, so that his page takes him
// out of the room of the old name and into the one of the new: no frame that all of them share can say it.
import { Frame } from "../../lib/frame.ts";
import { SessionLine } from "../session-line.ts";

/** Stands for it among the frames of a room; it has no bytes. */
export class Retitled extends Frame {
  readonly room: string;
  /** As this door shows them. */
  readonly title: string;
  readonly by: string;

  constructor(told: Pick<Retitled, "room" | "title" | "by">) {
    super([]);
    this.room = told.room;
    this.title = told.title;
    this.by = told.by;
  }
}

export class SeatLine extends SessionLine {
  /** Gives what one of these is told in its place. */
  retitled: ((told: Retitled) => readonly Frame[]) | undefined;

  override send(frame: Frame, canWait?: boolean): void {
    if (!(frame instanceof Retitled)) super.send(frame, canWait);
    for (const told of retitledIn(frame))
      for (const one of this.retitled?.(told) ?? []) this.sendAlone(one);
  }
}

/** Who reads on from the log is sent many entries in one frame: of several names the last one counts. */
function retitledIn(frame: Frame): readonly Retitled[] {
  if (frame instanceof Retitled) return [frame];
  if (Buffer.isBuffer(frame.content)) return [];
  const last = frame.content.findLast((one) => one instanceof Retitled);
  return last === undefined ? [] : [last];
}
