"""What a record is: the forms of the catalogue, and the shapes of what crosses the wire.

The lowest layer. It knows marshmallow and nothing else of ours; `sync` and `server` import it.
"""
