import { AddTie } from './AddTie.tsx';
import { TokenField } from './TokenField.tsx';

/** The panel for editing. */
export function Edit() {
  return (
    <section className="edit">
      <h1>Add a relationship</h1>
      <form className="form" onSubmit={(event) => event.preventDefault()}>
        <TokenField />
      </form>
      <p className="hint">The token is stored for this tab only. To dispute or retract a relationship, open it first.</p>
      <AddTie />
    </section>
  );
}
