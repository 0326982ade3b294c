/** Where a reading is taken along. */
export const saving = {
  open: 'Save this reading',
}
