/** What the model would answer after step t: p = softmax(W h + b), from the state of that step. */
export function BeliefEquation() {
  return (
    <math display="block">
      <msub>
        <mi>p</mi>
        <mi>t</mi>
      </msub>
      <mo>=</mo>
      <mi mathvariant="normal">softmax</mi>
      <mo stretchy="false">(</mo>
      <mi>W</mi>
      <msub>
        <mi>h</mi>
        <mi>t</mi>
      </msub>
      <mo>+</mo>
      <mi>b</mi>
      <mo stretchy="false">)</mo>
    </math>
  )
}
