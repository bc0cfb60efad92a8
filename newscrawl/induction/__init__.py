"""Pages of a site → its declaration, with how sure that is; and what pages say of a declaration that exists.

Pure: pages come in as bytes, nothing is fetched or stored here. `study` declares a site, `check` tests a
declaration, `repair` adds a layout to one.
"""
