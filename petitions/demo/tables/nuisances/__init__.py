"""One file a kind of nuisance (track A): what people say of it and what officers find."""
