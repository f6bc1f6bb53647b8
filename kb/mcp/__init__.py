"""The Model Context Protocol server: the knowledge base as tools and resources for an assistant.

It only reads. Whatever stands in a document is data: every answer says so, every passage says where it stands.
"""
