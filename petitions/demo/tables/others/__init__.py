"""One file a kind of matter on the other tracks (B to F)."""
