"""Enrolment: who follows which course, with whom, in what role; who may open what.

Not how far a person is (learning). May import catalogue.
"""
