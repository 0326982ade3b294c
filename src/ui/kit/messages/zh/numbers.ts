import type { numbers as english } from '../en/numbers'

export const numbers: typeof english = {
  notANumber: (typed, inForce) => `“${typed}”不是数字，仍用 ${inForce}。`,
  empty: (inForce) => `请填一个数字，现在仍用 ${inForce}。`,
  notWhole: (typed, inForce) => `${typed} 不是整数，仍用 ${inForce}。`,
  tooSmall: (typed, least, inForce) => `${typed} 太小，最小为 ${least}，仍用 ${inForce}。`,
  tooLarge: (typed, most, inForce) => `${typed} 太大，最大为 ${most}，仍用 ${inForce}。`,
}
