"""The pipeline from a source to a document of the corpus, one folder a stage; `kb.ingest.pipeline` is its one screen."""
