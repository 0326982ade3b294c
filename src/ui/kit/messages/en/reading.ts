export const reading = {
  title: 'The reading',
}
