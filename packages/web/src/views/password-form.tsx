// The form for a new password: of a name that is registered, or instead of the old one.
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { PasswordField } from "./password-field.tsx";

interface Props {
  /** Whose it is, for what keeps passwords. */
  readonly name: string;
  readonly heading: string;
  readonly text?: string;
  readonly asksOld?: boolean;
  readonly go: string;
  /** Returns what stands against it, or undefined when it is done. */
  readonly onSubmit: (
    password: string,
    old: string,
  ) => Promise<string | undefined>;
  readonly onDone: () => void;
  readonly onCancel: () => void;
}

export function PasswordForm(props: Props): JSX.Element {
  const [old, setOld] = useState("");
  const [password, setPassword] = useState("");
  const [problem, setProblem] = useState<string>();
  const [isBusy, setBusy] = useState(false);

  const submit = async () => {
    if (isBusy) return;
    setBusy(true);
    const refusal = await props.onSubmit(password, old);
    setBusy(false);
    setProblem(refusal);
    if (refusal === undefined) props.onDone();
  };

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <h2 dir="auto">{props.heading}</h2>
      {props.text !== undefined && <p>{props.text}</p>}
      <input
        class="unseen"
        value={props.name}
        autocomplete="username"
        readOnly
        tabIndex={-1}
        aria-hidden="true"
      />
      {props.asksOld === true && (
        <PasswordField
          label="Present password"
          problem="password-problem"
          isNew={false}
          isRequired
          value={old}
          onChange={setOld}
        />
      )}
      <PasswordField
        label={props.asksOld === true ? "New password" : "Password"}
        problem="password-problem"
        isNew
        isRequired
        value={password}
        onChange={setPassword}
      />
      <p id="password-problem" class="problem" role="alert">
        {problem}
      </p>
      <div class="choices">
        <button type="button" onClick={props.onCancel}>
          Cancel
        </button>
        <button type="submit" class="main" disabled={isBusy}>
          {props.go}
        </button>
      </div>
    </form>
  );
}
