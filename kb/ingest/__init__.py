"""The pipeline from a source to a document of the corpus."""
