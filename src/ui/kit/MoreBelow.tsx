import { ChevronDown } from 'lucide-react'
import { useEffect, useRef } from 'react'
import styles from './MoreBelow.module.css'

/** At the end of what scrolls: while more is below, its edge says so; a scrollbar that hides itself says nothing. */
export function MoreBelow() {
  const end = useRef<HTMLDivElement>(null)
  const hint = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const observer = new IntersectionObserver((entries) => {
      hint.current?.toggleAttribute('data-more', entries.at(-1)?.isIntersecting === false)
    })
    if (end.current !== null) observer.observe(end.current)
    return () => observer.disconnect()
  }, [])
  return (
    <>
      <div ref={hint} className={styles.hint} aria-hidden>
        <ChevronDown />
      </div>
      <div ref={end} className={styles.end} aria-hidden />
    </>
  )
}
