"""Assessment: questionnaires and questions as they are written, and pure grading.

No person, no attempt, no request here: a body and an answer go in, a fraction comes out.
May import knowledge.
"""
