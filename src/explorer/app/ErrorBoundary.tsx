import { Component, type ReactNode } from 'react';
import { failureInWords } from './failureInWords.ts';

/** Shows a message instead of an empty page when rendering fails. The address still holds the state of the page. */
export class ErrorBoundary extends Component<{ readonly children: ReactNode }, { readonly message: string | null }> {
  override state = { message: null };

  static getDerivedStateFromError(error: unknown): { message: string } {
    return { message: failureInWords(error) };
  }

  override render(): ReactNode {
    if (this.state.message === null) return this.props.children;
    return (
      <main className="opening" role="alert">
        <h1>Something in this page went wrong</h1>
        <p>{this.state.message}</p>
        <p>
          <button type="button" onClick={() => location.reload()}>
            Reload
          </button>{' '}
          the page to continue where you were, or <a href="/#">start again</a>.
        </p>
      </main>
    );
  }
}
