// The form for another nickname.
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { rename } from "../entering.ts";

interface Props {
  readonly name: string;
  readonly onClose: () => void;
}

export function Rename({ name, onClose }: Props): JSX.Element {
  const [next, setNext] = useState(name);
  const [problem, setProblem] = useState<string>();
  const [isBusy, setBusy] = useState(false);

  const submit = async () => {
    const chosen = next.trim();
    if (!chosen || chosen === name) return onClose();
    setBusy(true);
    const refusal = await rename(chosen);
    setBusy(false);
    setProblem(refusal);
    if (refusal === undefined) onClose();
  };

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <h2>
        <label for="new-name">Your nickname</label>
      </h2>
      <input
        id="new-name"
        class="field"
        value={next}
        onInput={(event) => setNext(event.currentTarget.value)}
        maxLength={64}
        autocomplete="nickname"
        spellcheck={false}
        aria-describedby="rename-problem"
        required
      />
      <p id="rename-problem" class="problem" role="alert">
        {problem}
      </p>
      <div class="choices">
        <button type="button" onClick={onClose}>
          Cancel
        </button>
        <button type="submit" class="main" disabled={isBusy}>
          Change
        </button>
      </div>
    </form>
  );
}
