"""Starting the site on one machine: what must be there, what must be made, what must run.

Used by the commands and the probes of the site. No rule of learning here.
"""
