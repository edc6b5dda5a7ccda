"""One file a tool: ``load(published, **settings)`` returns what reads a text and counts its values.

They run in the tool's own environment, so that each imports its tool where it is loaded.
"""
