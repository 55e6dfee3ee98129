"""The demonstration school: invented people, two terms of their work, and how it is told through real devices.

    demo.cast      who they are, and the one printed password
    demo.story     what they wrote down, as plain data relative to a moment
    demo.tell      the same, written by devices of `sync.client` through a server

Nothing here is put into a database from the side: every record is signed, sealed and sent as any other.
"""
