/** Of the guided reading, what is there before it is begun. */
export const tourButton = {
  start: 'Guided reading',
  resume: (stop: number, stops: number) => `Guided reading, resume at ${stop} of ${stops}`,
  hint: 'Eight stops through the reading of one digit. It moves the page for you.',
}
