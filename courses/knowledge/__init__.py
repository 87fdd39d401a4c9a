"""Knowledge: what a source document says, sentence by sentence, and what is drawn from it.

Not the lessons that teach it (catalogue), nor the pages that show it (library).
May import nothing of this app but jobs, person and hooks.
"""
