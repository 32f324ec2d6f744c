"""What the screens ask of the register: one question a file, answered with frozen rows, and only of what the actor may see."""
