"""The JSON API: the contract's answers over HTTP, described by an OpenAPI document made from the same declarations.

It reads, and checks what it is sent; nothing here changes the knowledge base. It is mounted below ``/api/1`` by the web
page, whose guard decides who may ask.
"""
