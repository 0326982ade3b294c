import type { reading as english } from '../en/reading'

export const reading: typeof english = {
  title: '逐行阅读',
}
