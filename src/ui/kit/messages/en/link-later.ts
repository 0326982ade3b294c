/** The link to what the page shows. */
export const linkLater = {
  holds:
    'It opens what you see: the view, the drawing, the place in the maps, the model and the training settings. Nothing starts by itself.',
  picture: 'The picture on the pad is passed on as the pixels that the network reads.',
  /** What the network will know where the link is opened. */
  weights: {
    same: (model: string) => `The model is ${model}, with the weights that come with the page.`,
    shipped: (model: string) =>
      `Weights don’t fit into a link: it opens ${model} with the weights that come with the page, not with yours. To pass on yours, save the model as a file under Model.`,
    fresh: (model: string) => `The model is ${model}, not trained yet.`,
    none: (model: string) =>
      `Weights don’t fit into a link: it opens ${model} untrained. To pass on yours, save the model as a file under Model.`,
  },
  /** A network of the visitor's own. */
  ownNetwork: 'your network',
  copy: 'Copy link',
  copied: 'Copied. The link is in the address bar too.',
  refused: 'The browser doesn’t let the page copy. The link is selected: press Ctrl+C or ⌘C, or hold it and choose Copy.',
  field: 'The link',
  making: 'Making the link…',
  code: (letters: string) => `QR code of the link (${letters} characters)`,
  codeHelp: 'Point a phone’s camera at it to open the link there.',
  tooLong: (letters: string) => `With ${letters} characters the link is too long for a QR code. Fewer lines on the pad make it shorter.`,
  privacy: 'All of it is in the address. Nothing is uploaded: only those you send it to can see it.',
  /** For those who put the page inside another. */
  embed: {
    offer: 'Put it into a page of yours',
    offerHelp:
      'An interactive frame for slides and lecture pages, with this digit and this model. It stores nothing, and tells the page around it what it reads.',
    form: 'What the frame shows',
    forms: { pad: 'Pad and answer', reading: 'Reading alone' },
    code: 'HTML of the frame',
    copy: 'Copy HTML',
    copied: 'Copied.',
    refused: 'The browser doesn’t let the page copy. The HTML is selected: press Ctrl+C or ⌘C, or hold it and choose Copy.',
  },
}
