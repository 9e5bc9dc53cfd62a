import { Component, type ReactNode } from 'react';

/** Where something in the page goes wrong: says so, with a way on, instead of an empty page. The address still holds the place. */
export class Fault extends Component<{ readonly children: ReactNode }, { readonly message: string | null }> {
  override state = { message: null };

  static getDerivedStateFromError(error: unknown): { message: string } {
    return { message: error instanceof Error ? error.message : String(error) };
  }

  override render(): ReactNode {
    if (this.state.message === null) return this.props.children;
    return (
      <main className="opening" role="alert">
        <h1>Something in this page went wrong</h1>
        <p>{this.state.message}</p>
        <p>
          Load it again to go on from the same place, or <a href="/#">begin anew</a>.
        </p>
      </main>
    );
  }
}
