/** Where the link to what the page shows is opened. */
export const link = {
  title: 'Link to this page as it is',
  open: 'Link',
}
