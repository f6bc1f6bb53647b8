"""How does a person ask who does not live in a terminal? A page on this machine, complete without JavaScript."""
