/** What a piece of work fails of, heard from the beginning: for a test that moves clocks before it looks. */
export async function failureOf(work: Promise<unknown>): Promise<unknown> {
  try {
    await work
  } catch (error) {
    return error
  }
  throw new Error('it did not fail')
}
