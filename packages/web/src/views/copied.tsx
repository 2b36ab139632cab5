// A secret to be taken along: it is shown, selected when it is touched, and copied by a button.
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";

interface Props {
  readonly label: string;
  readonly text: string;
}

export function Copied({ label, text }: Props): JSX.Element {
  const field = useRef<HTMLInputElement>(null);
  const [copied, setCopied] = useState("");
  useEffect(() => {
    // What is there only once has to be seen.
    field.current?.scrollIntoView({ block: "nearest" });
  }, [text]);
  const copy = async () => {
    field.current?.select();
    try {
      // A page that came without TLS has no clipboard; what is selected can be copied by hand.
      await navigator.clipboard.writeText(text);
      setCopied(text);
    } catch {
      setCopied("");
    }
  };
  return (
    <div class="copied">
      <input
        ref={field}
        class="field"
        value={text}
        aria-label={label}
        readOnly
        onFocus={(event) => event.currentTarget.select()}
      />
      {"clipboard" in navigator && (
        <button type="button" onClick={() => void copy()}>
          {copied === text ? "Copied" : "Copy"}
        </button>
      )}
    </div>
  );
}
