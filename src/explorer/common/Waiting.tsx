interface Props {
  readonly heading: string;
  readonly text?: string;
}

/** Stands where a part of the page is loading. Its heading is there for screen readers, so that the page is never without one. */
export function Waiting({ heading, text = 'Loading …' }: Props) {
  return (
    <>
      <h1 className="visually-hidden">{heading}</h1>
      <p className="waiting">{text}</p>
    </>
  );
}
