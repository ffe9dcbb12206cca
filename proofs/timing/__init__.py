"""When rounds are long enough, how soon they decide, and what silent proposers cost."""
