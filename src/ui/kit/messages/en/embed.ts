/** Of a page inside another, and of those who put it there. */
export const embed = {
  title: 'Gatelight: an LSTM reads handwriting',
  /** Leads from the frame to the whole page, in a new tab. */
  openFull: 'Open in Gatelight',
  openFullHint: 'Opens the whole page with this digit and this model in a new tab',
  /** In the sheet of links. */
  offer: 'Put it into a page of yours',
  offerHelp:
    'An interactive frame for slides and lecture pages, with this digit and this model. It stores nothing, and tells the page around it what it reads.',
  form: 'What the frame shows',
  forms: { pad: 'Pad and answer', reading: 'Reading alone' },
  code: 'HTML of the frame',
  copy: 'Copy HTML',
  copied: 'Copied.',
  refused: 'The browser doesn’t let the page copy. The HTML is selected: press Ctrl+C or ⌘C, or hold it and choose Copy.',
}
