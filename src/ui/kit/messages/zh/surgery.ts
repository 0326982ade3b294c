import type { surgery as english } from '../en/surgery'

export const surgery: typeof english = {
  title: '手术',
  lead: '把一个门固定为打开或关闭，看看网络会给出什么答案。',
}
