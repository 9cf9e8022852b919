const granary =
  'M12 1.2C6 3.4 2 8 2 13.8V21c0 .8.7 1.5 1.5 1.5H7v-5.3c0-.7.5-1.2 1.2-1.2h7.6c.7 0 1.2.5 1.2 1.2v5.3h3.5c.8 0 1.5-.7 1.5-1.5v-7.2C22 8 18 3.4 12 1.2zM12 6.3c1.9 1.5 2.8 2.8 2.8 4.2a2.8 2.8 0 0 1-5.6 0c0-1.4.9-2.7 2.8-4.2z'
const seed = 'M12 6.3c1.9 1.5 2.8 2.8 2.8 4.2a2.8 2.8 0 0 1-5.6 0c0-1.4.9-2.7 2.8-4.2z'

/** A granary that is also an A. The seed is coloured in the signed-in header only. */
export function Mark({ withSeed = false }: { withSeed?: boolean }) {
  return (
    <svg className="mark" viewBox="0 0 24 24" aria-hidden="true">
      <path fill="currentColor" fillRule="evenodd" d={granary} />
      {withSeed && <path className="seed" d={seed} />}
    </svg>
  )
}
