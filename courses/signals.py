"""What happens here and may interest applications above.

Sent inside the transaction of the act: a receiver that writes does so with it or not at all.
"""

from django.dispatch import Signal

# Arguments: completion.
course_completed = Signal()

# Arguments: course, now.
course_published = Signal()

# Arguments: now. Everything a folder holds has been read and written.
content_loaded = Signal()

# Arguments: user. Sent by the host when what it knows of a person changed (their name, say).
person_changed = Signal()
