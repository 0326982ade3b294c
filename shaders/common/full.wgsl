// How the quads that products read lie in memory: as floats of 32 bits, which is how they are computed. common/half is the other way.

alias Stored = vec4f;

fn to_store(quad: vec4f) -> Stored {
  return quad;
}
