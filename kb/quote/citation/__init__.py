"""How an excerpt is cited: in the language of the text that receives it."""
