"""What every answer looks like as JSON: the types, the functions that render them, and their JSON Schemas.

The command line, the JSON API and the MCP server all render with these functions, so that an answer is the same
whichever way it was asked for. Keys may be added, never changed or removed.
"""
