import type { link as english } from '../en/link'

export const link: typeof english = {
  title: '当前页面的链接',
  open: '链接',
}
