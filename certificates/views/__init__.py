"""The pages of certificates: checking one, one's own, who issues, a cohort's, the templates."""
