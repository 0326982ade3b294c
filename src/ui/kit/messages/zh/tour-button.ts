import type { tourButton as english } from '../en/tour-button'

export const tourButton: typeof english = {
  start: '导览',
  resume: (stop, stops) => `继续导览（${stop}/${stops}）`,
  hint: '分八站看懂一个数字的阅读过程，页面会随之变化。',
}
