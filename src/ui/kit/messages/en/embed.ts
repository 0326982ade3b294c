/** Of a page inside another. */
export const embed = {
  title: 'Gatelight: an LSTM reads handwriting',
  /** Leads from the frame to the whole page, in a new tab. */
  openFull: 'Open in Gatelight',
  openFullHint: 'Opens the whole page with this digit and this model in a new tab',
}
