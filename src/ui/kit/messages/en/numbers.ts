/** What a field says of what was typed and is not taken. Numbers come formatted, `typed` as it was typed. */
export const numbers = {
  notANumber: (typed: string, inForce: string) => `“${typed}” is not a number. ${inForce} stays.`,
  empty: (inForce: string) => `A number is needed. ${inForce} stays.`,
  notWhole: (typed: string, inForce: string) => `${typed} is not a whole number. ${inForce} stays.`,
  tooSmall: (typed: string, least: string, inForce: string) => `${typed} is too small: ${least} is the least. ${inForce} stays.`,
  tooLarge: (typed: string, most: string, inForce: string) => `${typed} is too large: ${most} is the most. ${inForce} stays.`,
}
