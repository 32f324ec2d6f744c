"""A demonstration city, built through the commands like any other register. Never run against real cases."""

from petitions.seeds.play import NotEmpty, Progress, build

__all__ = ["NotEmpty", "Progress", "build"]
