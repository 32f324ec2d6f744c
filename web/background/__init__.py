"""Long work beside the requests: what kinds there are, who runs them, and the process in which each is done."""
