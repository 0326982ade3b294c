// Products of which the four invocations of a quad each load a quarter. A value that an invocation has in its register comes to the three
// others by an exchange, which costs far less than a load. Invocation `lane` meets the values in the order of lane ^ 0 … lane ^ 3, so
// that column j of what these functions give belongs to row (lane ^ j) of four.

// Four products w·v, of the v of all four invocations.
fn times_rows(w: mat4x4f, v: vec4f) -> mat4x4f {
  return w * gathered_rows(v);
}

// Four products v·w, of the v of all four invocations.
fn rows_times(v: vec4f, w: mat4x4f) -> mat4x4f {
  return mat4x4f(v * w, quadSwapX(v) * w, quadSwapY(v) * w, quadSwapDiagonal(v) * w);
}

// The v of all four invocations as columns.
fn gathered_rows(v: vec4f) -> mat4x4f {
  return mat4x4f(v, quadSwapX(v), quadSwapY(v), quadSwapDiagonal(v));
}

// From four rows of an own column to four columns of an own row: invocation `lane` gives away what belongs to the rows of the others, and
// column j of what it gets was made by invocation j for row `lane`.
fn exchanged(sums: mat4x4f, lane: u32) -> mat4x4f {
  let got = mat4x4f(sums[0], quadSwapX(sums[1]), quadSwapY(sums[2]), quadSwapDiagonal(sums[3]));
  let odd = (lane & 1u) == 1u;
  let pairs = mat4x4f(select(got[0], got[1], odd), select(got[1], got[0], odd), select(got[2], got[3], odd), select(got[3], got[2], odd));
  let upper = (lane & 2u) == 2u;
  return mat4x4f(select(pairs[0], pairs[2], upper), select(pairs[1], pairs[3], upper), select(pairs[2], pairs[0], upper), select(pairs[3], pairs[1], upper));
}
